import { parseJson } from "@/lib/parse-json";
import type { JsonObject, JsonValue, Opaque } from "../ir/opaque";
import type { StreamPart } from "../ir/stream-part";
import { citationOf } from "./citations";
import { BlockDecoder, opaqueBlock } from "./decode-block";
import { opaqueOfRedacted, opaqueOfSignature } from "./thinking-block";
import { isJsonObject, stringOrNull, type WireReader } from "./wire-reader";

/** What kind of part a block becomes; opaque: a server tool's or an unknown one, which is kept until it is whole. */
type Kind = "text" | "reasoning" | "tool" | "opaque";

const KINDS: Readonly<Record<string, Kind>> = {
  text: "text",
  thinking: "reasoning",
  redacted_thinking: "reasoning",
  tool_use: "tool",
};

/** One content block of a stream, from its start to its stop. */
export class OpenBlock {
  private readonly kind: Kind;
  private signature = "";
  /** Of an opaque block: its input, as far as it came in pieces. */
  private inputText = "";

  /**
   * @param block its number among the parts of the answer
   * @param wire as `content_block_start` has it
   */
  constructor(
    private readonly block: number,
    private readonly wire: JsonObject,
  ) {
    this.kind = KINDS[stringOrNull(wire.type) ?? ""] ?? "opaque";
  }

  begin(reader: WireReader): readonly StreamPart[] {
    const { block } = this;
    switch (this.kind) {
      case "text":
        return [
          { kind: "text-start", block, candidate: 0 },
          ...this.text(stringOrNull(this.wire.text) ?? ""),
        ];
      case "reasoning":
        return this.beginReasoning();
      case "tool":
        return this.beginTool(reader);
      case "opaque":
        reader.string(this.wire.type, "content_block.type");
        return [];
    }
  }

  delta(delta: JsonObject, reader: WireReader): readonly StreamPart[] {
    switch (`${this.kind} ${reader.string(delta.type, "delta.type")}`) {
      case "text text_delta":
        return this.text(reader.string(delta.text, "delta.text"));
      case "text citations_delta":
        return [
          {
            kind: "citation",
            block: this.block,
            citation: citationOf(reader.object(delta.citation, "delta.citation")),
          },
        ];
      case "reasoning thinking_delta":
        return this.thought(reader.string(delta.thinking, "delta.thinking"));
      case "reasoning signature_delta":
        this.signature += reader.string(delta.signature, "delta.signature");
        return [];
      case "tool input_json_delta":
        return this.input(reader.string(delta.partial_json, "delta.partial_json"));
      case "opaque input_json_delta":
        this.inputText += reader.string(delta.partial_json, "delta.partial_json");
        return [];
      default:
        return [];
    }
  }

  end(): readonly StreamPart[] {
    const { block } = this;
    switch (this.kind) {
      case "text":
        return [{ kind: "text-end", block, own: null }];
      case "reasoning":
        return [{ kind: "reasoning-end", block, opaque: this.opaque() }];
      case "tool":
        return [{ kind: "tool-input-end", block }];
      case "opaque": {
        const { what, opaque } = opaqueBlock(this.whole());
        return [{ kind: "opaque", block, candidate: 0, what, opaque }];
      }
    }
  }

  private beginReasoning(): readonly StreamPart[] {
    const isRedacted = this.wire.type === "redacted_thinking";
    this.signature = stringOrNull(this.wire.signature) ?? "";
    return [
      { kind: "reasoning-start", block: this.block, candidate: 0, isRedacted },
      ...this.thought(stringOrNull(this.wire.thinking) ?? ""),
    ];
  }

  private beginTool(reader: WireReader): readonly StreamPart[] {
    const call = new BlockDecoder(reader).block(this.wire, "content_block");
    if (call.kind !== "tool-call") return reader.fail("must be a call", "content_block");
    const { id, name, form, opaque } = call;
    const start: StreamPart = {
      kind: "tool-input-start",
      block: this.block,
      candidate: 0,
      id,
      name,
      form,
      opaque,
    };
    // Some relays send the whole input at once, where Anthropic has an empty object.
    return [start, ...this.input(call.input === "{}" ? "" : call.input)];
  }

  private text(text: string): readonly StreamPart[] {
    return text === "" ? [] : [{ kind: "text-delta", block: this.block, text }];
  }

  private thought(text: string): readonly StreamPart[] {
    return text === "" ? [] : [{ kind: "reasoning-delta", block: this.block, text }];
  }

  private input(text: string): readonly StreamPart[] {
    return text === "" ? [] : [{ kind: "tool-input-delta", block: this.block, text }];
  }

  private opaque(): Opaque | null {
    const data = stringOrNull(this.wire.data);
    return this.wire.type === "redacted_thinking" && data !== null
      ? opaqueOfRedacted(data)
      : opaqueOfSignature(this.signature);
  }

  /** An opaque block with its input, once that is whole. */
  private whole(): JsonObject {
    const input = parseJson<JsonValue>(this.inputText);
    return isJsonObject(input) ? { ...this.wire, input } : this.wire;
  }
}
