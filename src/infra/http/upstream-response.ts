import type { ByteSource } from "@/lib/byte-source";
import type { RawHeaders } from "./headers";

/** The head of an upstream's answer; `body` is read on demand. */
export interface UpstreamResponse {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly body: ByteSource;
}
