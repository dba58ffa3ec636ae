import { parseJson } from "@/lib/parse-json";
import { functionInputOf } from "../ir/custom-tools";
import type { LossList } from "../ir/loss";
import { type JsonObject, type JsonValue, ownFieldsOf } from "../ir/opaque";
import type { MediaPart, OpaquePart, Part, TextPart, ToolCallPart, ToolResultPart } from "../ir/part";
import { TranslationError } from "../ir/translation-error";
import { cacheControlOf } from "./cache-marker";
import type { CallIds } from "./call-ids";
import { citationToWire } from "./citations";
import { encodeMedia } from "./encode-media";
import type { SafeNames } from "./safe-names";
import { blockBehind } from "./spoken-block";
import { thinkingBlockForClaude } from "./thinking-block";
import { isJsonObject } from "./wire-reader";

/** Encodes the parts of one request's turns as content blocks. */
export class BlockEncoder {
  constructor(
    private readonly toolNames: SafeNames,
    readonly callIds: CallIds,
    private readonly losses: LossList,
  ) {}

  /** The block for a part; null for one that leaves nothing behind. @throws {TranslationError} `untranslatable` */
  block(part: Part, role: "user" | "assistant", path: string): JsonObject | null {
    switch (part.kind) {
      case "text":
        return this.text(part);
      case "refusal":
        return hasText(part.text) ? { type: "text", text: part.text } : null;
      case "media":
        return this.media(part, role, path);
      case "reasoning":
        return this.reasoning(part);
      case "tool-call":
        return this.call(part);
      case "tool-result":
        return this.result(part);
      case "opaque":
        return this.opaque(part);
    }
  }

  /** A text block; Anthropic refuses blank ones. */
  text(part: TextPart): JsonObject | null {
    if (!hasText(part.text)) return null;
    const citations = part.citations.map(citationToWire).filter((citation) => citation !== null);
    if (citations.length < part.citations.length) this.losses.dropped("citations");
    return {
      type: "text",
      text: part.text,
      ...(citations.length > 0 && { citations }),
      ...cacheControlOf(part.cache),
      ...ownFieldsOf(part.own, "anthropic"),
    };
  }

  private media(part: MediaPart, role: "user" | "assistant", path: string): JsonObject | null {
    const isKnownInTurn = role === "user";
    const block = isKnownInTurn ? encodeMedia(part, this.losses) : null;
    if (block) return block;
    if (this.isForeignFile(part)) return null;
    const what = part.mediaType ?? "a file of unknown type";
    if (isKnownInTurn) {
      throw new TranslationError(
        "untranslatable",
        `Claude cannot read ${what}; send images (JPEG, PNG, GIF, WebP), PDF or text, or choose another model`,
        path,
      );
    }
    this.losses.dropped("media", `${what} in an assistant's turn`);
    return null;
  }

  private isForeignFile({ source }: MediaPart): boolean {
    const isForeign = source.kind === "file-id" && source.protocol !== "anthropic";
    if (isForeign) this.losses.dropped("file-id", source.protocol);
    return isForeign;
  }

  private reasoning(part: Part & { kind: "reasoning" }): JsonObject | null {
    const block = thinkingBlockForClaude(part);
    if (block) return block;
    if (part.text !== "") this.losses.dropped("reasoning-content", "thinking that Claude did not sign");
    else if (part.opaque) this.losses.dropped("opaque-content", part.opaque.protocol);
    return null;
  }

  private call(part: ToolCallPart): JsonObject {
    if (part.opaque && part.opaque.protocol !== "anthropic") {
      this.losses.dropped("opaque-content", part.opaque.protocol);
    }
    return {
      type: "tool_use",
      id: this.callIds.ofCall(part.id),
      name: this.toolNames.safe(part.name),
      input: this.inputOf(part),
      ...cacheControlOf(part.cache),
      ...ownFieldsOf(part.own, "anthropic"),
    };
  }

  /** A call's input must be an object; what a model wrote wrongly is handed back to it as it was. */
  private inputOf(part: ToolCallPart): JsonObject {
    const text = functionInputOf(part);
    const input = parseJson<JsonValue>(text === "" ? "{}" : text);
    if (isJsonObject(input)) return input;
    this.losses.approximated("tool-schema", "a call's input that is no JSON object");
    return { input: part.input };
  }

  private result(part: ToolResultPart): JsonObject {
    const content = part.content.map((inner) => this.resultBlock(inner)).filter((block) => block !== null);
    return {
      type: "tool_result",
      tool_use_id: this.callIds.ofResult(part.callId),
      ...(content.length > 0 && { content }),
      ...(part.isError && { is_error: true }),
      ...cacheControlOf(part.cache),
      ...ownFieldsOf(part.own, "anthropic"),
    };
  }

  private resultBlock(part: TextPart | MediaPart | OpaquePart): JsonObject | null {
    if (part.kind === "text") return blockBehind(part) ?? this.text(part);
    if (part.kind === "opaque") return this.opaque(part);
    const block = encodeMedia(part, this.losses);
    if (!block && !this.isForeignFile(part)) {
      this.losses.dropped("tool-result-media", part.mediaType ?? "a file of unknown type");
    }
    return block;
  }

  private opaque(part: OpaquePart): JsonObject | null {
    const { protocol, value } = part.opaque;
    if (protocol === "anthropic" && isJsonObject(value)) return value;
    this.losses.dropped("opaque-content", part.what);
    return null;
  }
}

function hasText(text: string): boolean {
  return /\S/.test(text);
}
