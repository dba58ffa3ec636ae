import type { Usage } from "./usage";

/** One event of a stream, or the whole of a one-piece answer, as a dialect makes it. */
export type Frame = {
  readonly text: string;
  /** `closing` frames carry stop reason, usage or the terminal marker; a truncated stream stops before them. */
  readonly phase: "opening" | "content" | "closing";
  /** The totals the receiver knows once it has this frame. */
  readonly usage?: Usage;
  /** The dialect's mark that the answer is whole. */
  readonly terminal?: true;
  /** The text is sent this many times, counting as one event. */
  readonly times?: number;
};
