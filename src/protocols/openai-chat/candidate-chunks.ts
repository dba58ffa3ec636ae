import type { LossList } from "../ir/loss";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { Citation } from "../ir/part";
import type { Finish } from "../ir/response";
import type { StreamPart } from "../ir/stream-part";
import { encodeAnnotation } from "./annotations";
import { callDetails, imageMember, ownSignature, reasoningDetails } from "./encode-response";
import { encodeFinish } from "./finish-reason";
import { stretchId } from "./reasoning-details";

type BlockPart = Exclude<StreamPart, { readonly kind: "start" | "finish" | "end" }>;
type CallStart = Extract<StreamPart, { readonly kind: "tool-input-start" }>;

/** A call whose start was sent. */
interface SentCall {
  readonly index: number;
  readonly form: "function" | "custom";
  hasInput: boolean;
}

/** Where a text block began in the candidate's text, and what it is to be cited with. */
interface SentText {
  readonly start: number;
  readonly citations: Citation[];
}

/** The choices that chunks of one candidate hold: one delta each, the role in the first. */
export class CandidateChunks {
  private isOpen = false;
  private textLength = 0;
  private reasoningLength = 0;
  private detailCount = 0;
  private hasRefusal = false;
  private callCount = 0;
  private readonly calls = new Map<number, SentCall>();
  private readonly texts = new Map<number, SentText>();
  private readonly reasoningStarts = new Map<number, number>();

  constructor(
    private readonly index: number,
    private readonly isLegacy: boolean,
    private readonly losses: LossList,
  ) {}

  /** The chunk with the role, once. */
  open(): readonly JsonObject[] {
    if (this.isOpen) return [];
    this.isOpen = true;
    return [this.choice({ role: "assistant", content: "", refusal: null })];
  }

  push(part: BlockPart): readonly JsonObject[] {
    return [...this.open(), ...this.deltasOf(part).map((delta) => this.choice(delta))];
  }

  finish(finish: Finish): readonly JsonObject[] {
    const seen = { hasCalls: this.callCount > 0, hasRefusal: this.hasRefusal };
    const finish_reason = encodeFinish(finish, seen, this.isLegacy);
    return [...this.open(), { ...this.choice({}), finish_reason }];
  }

  private choice(delta: JsonObject): JsonObject {
    return { index: this.index, delta, logprobs: null, finish_reason: null };
  }

  private deltasOf(part: BlockPart): readonly JsonObject[] {
    switch (part.kind) {
      case "text-start":
        this.texts.set(part.block, { start: this.textLength, citations: [] });
        return [];
      case "text-delta":
        this.textLength += part.text.length;
        return part.text === "" ? [] : [{ content: part.text }];
      case "citation":
        this.texts.get(part.block)?.citations.push(part.citation);
        return [];
      case "text-end":
        return this.annotations(part.block);
      case "reasoning-start":
        this.reasoningStarts.set(part.block, this.reasoningLength);
        return [];
      case "reasoning-delta":
        this.reasoningLength += part.text.length;
        return part.text === "" ? [] : [{ reasoning_content: part.text, reasoning: part.text }];
      case "reasoning-end": {
        const start = this.reasoningStarts.get(part.block) ?? 0;
        const id = stretchId(start, this.reasoningLength);
        return this.details(reasoningDetails(part, id, this.detailCount));
      }
      case "tool-input-start":
        return this.startCall(part);
      case "tool-input-delta":
        return this.feedCall(part.block, part.text);
      case "tool-input-end":
        return this.endCall(part.block);
      case "refusal-start":
      case "refusal-end":
        return [];
      case "refusal-delta":
        this.hasRefusal = true;
        return part.text === "" ? [] : [{ refusal: part.text }];
      case "media":
        return this.image(part.mediaType, part.data);
      case "opaque":
        this.losses.dropped("opaque-content", part.what);
        return [];
    }
  }

  private annotations(block: number): readonly JsonObject[] {
    const text = this.texts.get(block);
    if (!text || text.citations.length === 0) return [];
    const stretch = { start: text.start, end: this.textLength };
    const annotations = text.citations.flatMap((citation) =>
      encodeAnnotation(citation, stretch, this.losses),
    );
    return annotations.length === 0 ? [] : [{ annotations }];
  }

  private details(details: readonly JsonValue[]): readonly JsonObject[] {
    if (details.length === 0) return [];
    this.detailCount += details.length;
    return [{ reasoning_details: details }];
  }

  private image(mediaType: string, data: string): readonly JsonObject[] {
    if (mediaType.startsWith("image/")) return [{ images: [imageMember(mediaType, data)] }];
    this.losses.dropped("media", mediaType);
    return [];
  }

  private startCall(part: CallStart): readonly JsonObject[] {
    const { block, id, name, form } = part;
    const index = this.callCount++;
    if (this.isLegacy) {
      if (index > 0) {
        this.losses.dropped("parallel-tool-calls", "function_call holds one call");
        return [];
      }
      this.calls.set(block, { index, form: "function", hasInput: false });
      return [{ function_call: { name, arguments: "" } }];
    }
    this.calls.set(block, { index, form, hasInput: false });
    const called: JsonObject =
      form === "custom" ? { custom: { name, input: "" } } : { function: { name, arguments: "" } };
    const call = { ...ownSignature(part.opaque), index, id, type: form, ...called };
    return [{ tool_calls: [call] }, ...this.details(callDetails(part, this.detailCount))];
  }

  private feedCall(block: number, text: string): readonly JsonObject[] {
    const call = this.calls.get(block);
    if (!call || text === "") return [];
    call.hasInput = true;
    if (this.isLegacy) return [{ function_call: { arguments: text } }];
    const more: JsonObject =
      call.form === "custom" ? { custom: { input: text } } : { function: { arguments: text } };
    return [{ tool_calls: [{ index: call.index, ...more }] }];
  }

  /** A function without arguments has an empty object for them: clients parse the text. */
  private endCall(block: number): readonly JsonObject[] {
    const call = this.calls.get(block);
    return call && !call.hasInput && call.form === "function" ? this.feedCall(block, "{}") : [];
  }
}
