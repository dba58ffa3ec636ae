import type { Protocol } from "@/domain/protocol";
import type { Provider } from "@/domain/provider/provider";
import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "@/services/upstream/body-change";

/**
 * Makes good what an upstream refuses for a reason that does not lie in what the client wants: the request is sent to
 * the same provider once more, changed.
 */
export interface Rectifier {
  /** Stored with the attempt and shown; it stays. */
  readonly name: string;
  /** Whose refusals it knows. */
  readonly protocols: readonly Protocol[];
  /** What the upstream's words look like. */
  readonly complaint: RegExp;
  /**
   * Only for requests of other dialects: a client that speaks the upstream's own should hear what it did wrong, but
   * one that does not cannot know.
   */
  readonly onlyTranslated: boolean;
  /**
   * The changes to the body that was sent; none where it has nothing of what the upstream complains of, and sending it
   * again would be in vain.
   *
   * @param words the upstream's
   * @param provider who refused
   */
  readonly changes: (
    body: JsonBody,
    words: string,
    provider: Pick<Provider, "codex">,
  ) => readonly BodyChange[];
}
