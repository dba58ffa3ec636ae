import type { LossList } from "../ir/loss";
import type { JsonObject, Opaque } from "../ir/opaque";
import type { OpaquePart, ReasoningPart, ToolCallPart } from "../ir/part";
import { needsCarrying, signatureCarrying } from "./carried-reasoning";
import { callArguments } from "./encode-call";
import { isObject } from "./read-wire";
import { ownSignature } from "./thought-signature";

/**
 * Parts of one candidate for a Gemini client. What its vendor wants back of the reasoning waits for the next call, or
 * for the end, and travels in the signature there.
 */
export class AnswerParts {
  private carried: ReasoningPart[] = [];
  /** Gemini's own signature of the part that is to come. */
  private pending: string | null = null;

  constructor(private readonly losses: LossList) {}

  text(text: string): JsonObject {
    return { text, ...this.takePending() };
  }

  thought(text: string): JsonObject {
    return { text, thought: true };
  }

  /** A reasoning block is over, its text was told. Gives what has to stand behind it. */
  endReasoning(reasoning: ReasoningPart): readonly JsonObject[] {
    const signature = ownSignature(reasoning.opaque);
    if (needsCarrying(reasoning)) this.carried.push(reasoning);
    if (signature === null) return [];
    if (reasoning.text !== "") return [{ text: "", thought: true, thoughtSignature: signature }];
    const flushed = this.flushPending();
    this.pending = signature;
    return flushed;
  }

  call(call: Pick<ToolCallPart, "id" | "name" | "form" | "input" | "opaque">): readonly JsonObject[] {
    const { id, name, opaque } = call;
    const flushed = opaque === null ? [] : this.flushPending();
    const own: Opaque | null =
      opaque ?? (this.pending === null ? null : { protocol: "gemini", value: this.pending });
    this.pending = null;
    const part = { functionCall: { id, name, args: callArguments(call) }, ...this.signature(own) };
    return [...flushed, part];
  }

  media(mimeType: string, data: string): JsonObject {
    return { inlineData: { mimeType, data }, ...this.takePending() };
  }

  opaque({ what, opaque }: Pick<OpaquePart, "what" | "opaque">): readonly JsonObject[] {
    if (opaque.protocol === "gemini" && isObject(opaque.value)) return [opaque.value];
    this.losses.dropped("opaque-content", what);
    return [];
  }

  /** What is left when the candidate is over: a signature alone, as Gemini's own answers end. */
  flush(): readonly JsonObject[] {
    const flushed = this.flushPending();
    if (this.carried.length === 0) return flushed;
    return [...flushed, { text: "", ...this.signature(null) }];
  }

  private signature(call: Opaque | null): JsonObject {
    const thoughtSignature = signatureCarrying({ reasoning: this.carried, call });
    this.carried = [];
    return thoughtSignature === null ? {} : { thoughtSignature };
  }

  private takePending(): JsonObject {
    const { pending } = this;
    this.pending = null;
    return pending === null ? {} : { thoughtSignature: pending };
  }

  private flushPending(): readonly JsonObject[] {
    return this.pending === null ? [] : [this.text("")];
  }
}
