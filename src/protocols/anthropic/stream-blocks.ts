import { CustomInputWriter } from "../ir/custom-tools";
import type { LossList } from "../ir/loss";
import type { JsonObject, Opaque } from "../ir/opaque";
import type { StreamPart } from "../ir/stream-part";
import { citationToWire } from "./citations";
import type { ContentSeen } from "./finish";
import { thinkingBlockFor } from "./thinking-block";
import { isJsonObject } from "./wire-reader";

/** Parts with content, of which one block is open at a time. */
export type ContentPart = Exclude<StreamPart, { kind: "start" | "finish" | "end" }>;

/**
 * Writes blocks as events. A block of text or thought begins with its first piece: one that stays empty is none, since
 * a client would send it back and be refused.
 */
export class StreamBlocks implements ContentSeen {
  hasCalls = false;
  hasRefusal = false;
  /** How many blocks have begun. */
  private begun = 0;
  private isOpen = false;
  private isRedacted = false;
  private customInput: CustomInputWriter | null = null;

  constructor(private readonly losses: LossList) {}

  /** @param part of sequential blocks (see `BlockSequencer`) */
  push(part: ContentPart): readonly JsonObject[] {
    switch (part.kind) {
      case "text-start":
      case "refusal-start":
        return [];
      case "text-delta":
        return this.text(part.text);
      case "refusal-delta":
        this.hasRefusal = true;
        return this.text(part.text);
      case "citation":
        return this.citation(part);
      case "text-end":
      case "refusal-end":
        return this.stop();
      case "reasoning-start":
        this.isRedacted = part.isRedacted;
        return [];
      case "reasoning-delta":
        return this.thought(part.text);
      case "reasoning-end":
        return this.endThought(part.opaque);
      case "tool-input-start":
        return this.beginCall(part);
      case "tool-input-delta":
        return this.input(this.customInput ? this.customInput.more(part.text) : part.text);
      case "tool-input-end":
        return [...this.input(this.customInput?.end() ?? ""), ...this.stop()];
      case "opaque":
        return this.opaque(part);
      case "media":
        this.losses.dropped("media", part.mediaType);
        return [];
    }
  }

  private text(text: string): readonly JsonObject[] {
    if (text === "") return [];
    return [...this.startUnlessOpen({ type: "text", text: "" }), this.delta({ type: "text_delta", text })];
  }

  private citation({ citation }: ContentPart & { kind: "citation" }): readonly JsonObject[] {
    const wire = citationToWire(citation);
    if (!wire) {
      this.losses.dropped("citations");
      return [];
    }
    return [
      ...this.startUnlessOpen({ type: "text", text: "" }),
      this.delta({ type: "citations_delta", citation: wire }),
    ];
  }

  private thought(thinking: string): readonly JsonObject[] {
    if (thinking === "") return [];
    const empty = { type: "thinking", thinking: "", signature: "" };
    return [...this.startUnlessOpen(empty), this.delta({ type: "thinking_delta", thinking })];
  }

  /** The signature comes last; thought of which there is only that, or only sealed data, comes whole. */
  private endThought(opaque: Opaque | null): readonly JsonObject[] {
    if (!this.isOpen) {
      if (!opaque) return [];
      return this.whole(thinkingBlockFor({ text: "", opaque, isRedacted: this.isRedacted }));
    }
    const { signature } = thinkingBlockFor({ text: "", opaque, isRedacted: false });
    const signed = typeof signature === "string" && signature !== "";
    return [...(signed ? [this.delta({ type: "signature_delta", signature })] : []), ...this.stop()];
  }

  private beginCall(part: ContentPart & { kind: "tool-input-start" }): readonly JsonObject[] {
    this.hasCalls = true;
    this.customInput = part.form === "custom" ? new CustomInputWriter() : null;
    const { opaque } = part;
    return [
      ...(opaque ? this.whole(thinkingBlockFor({ text: "", opaque, isRedacted: false })) : []),
      ...this.start({ type: "tool_use", id: part.id, name: part.name, input: {} }),
    ];
  }

  private input(text: string): readonly JsonObject[] {
    return text === "" ? [] : [this.delta({ type: "input_json_delta", partial_json: text })];
  }

  private opaque({ opaque, what }: ContentPart & { kind: "opaque" }): readonly JsonObject[] {
    if (opaque.protocol === "anthropic" && isJsonObject(opaque.value)) return this.whole(opaque.value);
    this.losses.dropped("opaque-content", what);
    return [];
  }

  /** A block whole: thought with its signature in a delta, as SDKs expect it; a server tool's as it is. */
  private whole(block: JsonObject): readonly JsonObject[] {
    if (block.type !== "thinking") return [...this.start(block), ...this.stop()];
    return [
      ...this.start({ ...block, signature: "" }),
      this.delta({ type: "signature_delta", signature: block.signature ?? "" }),
      ...this.stop(),
    ];
  }

  private startUnlessOpen(block: JsonObject): readonly JsonObject[] {
    return this.isOpen ? [] : this.start(block);
  }

  private start(block: JsonObject): readonly JsonObject[] {
    this.isOpen = true;
    this.begun += 1;
    return [{ type: "content_block_start", index: this.begun - 1, content_block: block }];
  }

  private delta(delta: JsonObject): JsonObject {
    return { type: "content_block_delta", index: this.begun - 1, delta };
  }

  private stop(): readonly JsonObject[] {
    if (!this.isOpen) return [];
    this.isOpen = false;
    return [{ type: "content_block_stop", index: this.begun - 1 }];
  }
}
