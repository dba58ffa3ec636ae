import type { StreamFraming, StreamUsage } from "@/protocols/protocol";

/** Follows an answer on its way to the client, and keeps no more of it than what is asked of it here. */
export interface AnswerWatch {
  /** Takes the upstream's next bytes; returns the client's, which may be none. */
  feed(chunk: Uint8Array): Uint8Array;
  /** The upstream has ended properly; returns what the client still has to get, once. */
  finish(): Uint8Array;
  /** The answer is whole: the dialect's terminal marker came, or the last bracket of its JSON. */
  readonly isComplete: boolean;
  /** What the upstream said of an error inside a 200; null while it said nothing of the kind. */
  readonly errorData: string | null;
  /** Whether a proper end of the body at this point is a proper end of the answer. */
  readonly mayEndHere: boolean;
  /** How an error can be told in the stream; null where its bytes are nobody's to add to. */
  readonly framing: StreamFraming | null;
  /** The client got no event yet. */
  readonly isSilent: boolean;
  /** What is known of the call's usage; null while the upstream reported nothing. */
  usage(): StreamUsage | null;
}
