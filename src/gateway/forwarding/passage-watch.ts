import type { StreamUsage } from "@/protocols/protocol";

/** Follows an answer as its bytes pass to the client, and keeps no more of it than what is asked of it here. */
export interface PassageWatch {
  feed(chunk: Uint8Array): void;
  /** The answer is whole: the dialect's terminal marker came, or the last bracket of its JSON. */
  readonly isComplete: boolean;
  /** What the upstream said of an error inside a 200; null while it said nothing of the kind. */
  readonly errorData: string | null;
  /** Whether a proper end of the body at this point is a proper end of the answer. */
  readonly mayEndHere: boolean;
  /** What is known of the call's usage; null while the upstream reported nothing. */
  usage(): StreamUsage | null;
}
