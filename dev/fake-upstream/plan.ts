import { type Stamped, stampedFrames } from "./rendered";
import type { WireFrame } from "./wire-frame";

/** Everything about a response but its timing and its faults. */
export type Plan = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: PlannedBody;
  /** Whether the provider would bill it: it gets a line in the ledger. */
  readonly billed: boolean;
};

/** Ready bytes, or frames that are made while they are written. */
export type PlannedBody = ReadyBody | MadeBody;

export type ReadyBody = { readonly kind: "ready"; readonly stamped: Stamped };

type MadeBody = { readonly kind: "made"; readonly frames: Iterable<WireFrame> };

/** The bytes of a planned body, frame by frame. */
export function bodyFrames(body: PlannedBody): Iterable<WireFrame> {
  return body.kind === "ready" ? stampedFrames(body.stamped) : body.frames;
}
