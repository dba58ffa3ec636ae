import type { Usage } from "@/domain/pricing/usage";
import type { OwnFields } from "./opaque";
import type { Part } from "./part";

/** An answer in one piece. */
export interface IrResponse {
  readonly id: string | null;
  /** As the upstream names it. */
  readonly model: string | null;
  /** At least one, ordered by index. */
  readonly candidates: readonly Candidate[];
  /** null = the upstream reported nothing. */
  readonly usage: Usage | null;
  readonly own: OwnFields | null;
}

export interface Candidate {
  readonly index: number;
  /** Of an assistant's turn. */
  readonly parts: readonly Part[];
  readonly finish: Finish;
}

/** Why an answer ended; `raw` is the word on the wire. */
export interface Finish {
  readonly unified: FinishReason;
  readonly raw: string | null;
  /** The stop sequence that was met, where the wire says which. */
  readonly stopSequence: string | null;
}

/**
 * - stop: the model was done, or met a stop sequence of which the wire says no more
 * - length: the cap on output tokens
 * - context-window: the model's own limit
 * - pause: a long turn that the client is to continue (Anthropic's `pause_turn`)
 */
export type FinishReason =
  | "stop"
  | "stop-sequence"
  | "length"
  | "context-window"
  | "tool-calls"
  | "content-filter"
  | "refusal"
  | "pause"
  | "other";
