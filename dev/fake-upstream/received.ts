import type { IncomingHttpHeaders } from "node:http";
import type { Call } from "./call";

/** A request as a default script function sees it. */
export type Received = {
  readonly index: number;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly call: Call;
};
