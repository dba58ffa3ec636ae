import { MAX_DIGEST_BYTES, MAX_DIGEST_VALUE_BYTES } from "@/config/limits";
import { NO_USAGE } from "@/domain/pricing/usage";
import { JsonDigest } from "@/lib/json-digest";
import type { ProtocolAdapter, StreamUsage } from "@/protocols/protocol";
import type { AnswerWatch } from "./answer-watch";
import { NO_BYTES } from "./stream-passage";

/**
 * Follows an answer in one piece that is too large to be held. A JSON object is whole when its last bracket has come,
 * and its usage is read from what remains of it without its long values.
 */
export class PieceWatch implements AnswerWatch {
  readonly errorData = null;
  readonly framing = null;
  readonly isSilent = true;
  private readonly json = new JsonDigest({
    maxValueBytes: MAX_DIGEST_VALUE_BYTES,
    maxBytes: MAX_DIGEST_BYTES,
  });

  constructor(private readonly adapter: Pick<ProtocolAdapter, "inspectAnswer">) {}

  get isComplete(): boolean {
    return this.json.isComplete;
  }

  get mayEndHere(): boolean {
    return this.isComplete;
  }

  feed(chunk: Uint8Array): Uint8Array {
    this.json.feed(chunk);
    return chunk;
  }

  finish(): Uint8Array {
    return NO_BYTES;
  }

  /** An answer whose usage is not found is charged nothing, and its row says that this is a guess. */
  usage(): StreamUsage | null {
    if (!this.isComplete) return null;
    const verdict = this.adapter.inspectAnswer(this.json.digest());
    const usage = verdict.kind === "complete" ? verdict.usage : null;
    return usage ? { usage, isEstimated: false } : { usage: NO_USAGE, isEstimated: true };
  }
}

/** Bytes the hub passes on without looking into them: they are whole when the body has ended properly. */
export const OPAQUE: AnswerWatch = Object.freeze({
  feed: (chunk: Uint8Array) => chunk,
  finish: () => NO_BYTES,
  isComplete: false,
  errorData: null,
  mayEndHere: true,
  framing: null,
  isSilent: true,
  usage: () => null,
});
