import type { JsonObject } from "../ir/opaque";
import type { Part } from "../ir/part";
import type { StreamPart } from "../ir/stream-part";
import type { Blocks } from "./blocks";
import { decodeOutputItem } from "./decode-response";
import { Fields } from "./fields";
import { opaqueOfItem } from "./reasoning-item";
import { StreamedBlock } from "./streamed-block";
import { StreamedMessage } from "./streamed-message";
import { StreamedReasoning } from "./streamed-reasoning";

const CONTENT = /^(?:content_part|output_text|refusal)\./;
const REASONING = /^reasoning_/;
const INPUT = /^(?:function_call_arguments|custom_tool_call_input)\.(delta|done)$/;

/** One item of an answer as its events come in. It becomes what the first of them says, whichever that is. */
export class StreamedItem {
  private content: StreamedMessage | StreamedReasoning | StreamedBlock | null = null;
  private isDone = false;

  /** @param kinds of the answer's parts; the item adds its own */
  constructor(
    private readonly blocks: Blocks,
    private readonly kinds: Set<Part["kind"]>,
    private readonly index: number,
  ) {}

  /** Whether an event (without `response.`) is of an item's content. */
  static reads(type: string): boolean {
    return CONTENT.test(type) || REASONING.test(type) || INPUT.test(type);
  }

  /** `output_item.added`. Items of other types come whole at their end. */
  begin(item: JsonObject): readonly StreamPart[] {
    if (this.content !== null || this.isDone) return [];
    switch (item.type) {
      case "message":
        this.message();
        return [];
      case "reasoning":
        return this.reasoning()?.begin() ?? [];
      case "function_call":
      case "custom_tool_call":
        return typeof item.name === "string" ? this.beginCall(item) : [];
      default:
        return [];
    }
  }

  read(type: string, fields: Fields): readonly StreamPart[] {
    if (this.isDone) return [];
    if (CONTENT.test(type)) return this.message()?.read(type, fields) ?? [];
    if (REASONING.test(type)) return this.reasoning()?.read(type, fields) ?? [];
    const { content } = this;
    // A call that no event has named yet has no block; its whole input comes with its end.
    if (!(content instanceof StreamedBlock)) return [];
    if (type.endsWith(".delta")) return content.delta(fields.textOrNull("delta") ?? "");
    return content.complete(fields.textOrNull("arguments") ?? fields.textOrNull("input") ?? "");
  }

  /** `output_item.done`, or the item in the whole response: what is missing of it, and its end. */
  endWith(item: Fields): readonly StreamPart[] {
    if (this.isDone) return [];
    const type = item.text("type");
    const parts = this.rest(type, item);
    return [...parts, ...this.end()];
  }

  /** Nothing more comes. */
  end(): readonly StreamPart[] {
    if (this.isDone) return [];
    this.isDone = true;
    return this.content?.end() ?? [];
  }

  private rest(type: string, item: Fields): readonly StreamPart[] {
    switch (type) {
      case "message":
        return this.message()?.endWith(item) ?? [];
      case "reasoning":
        return this.reasoning()?.endWith(item, opaqueOfItem(item.object)) ?? [];
      case "function_call":
      case "custom_tool_call":
        return this.restOfCall(item);
      default:
        return this.content === null ? this.whole(item) : [];
    }
  }

  private restOfCall(item: Fields): readonly StreamPart[] {
    const begun = this.content === null ? this.beginCall(item.object) : [];
    const input = item.textOrNull("arguments") ?? item.textOrNull("input") ?? "";
    const rest = this.content instanceof StreamedBlock ? this.content.complete(input) : [];
    return [...begun, ...rest];
  }

  private beginCall(item: JsonObject): readonly StreamPart[] {
    const [part] = decodeOutputItem(Fields.of(item, `output[${this.index}]`, "invalid_answer"));
    if (part?.kind !== "tool-call") return [];
    this.kinds.add("tool-call");
    const block = new StreamedBlock("tool-input", this.blocks.next++);
    this.content = block;
    const { id, name, form, opaque } = part;
    return [{ kind: "tool-input-start", block: block.number, candidate: 0, id, name, form, opaque }];
  }

  private whole(item: Fields): readonly StreamPart[] {
    return decodeOutputItem(item).flatMap((part): StreamPart[] => {
      const place = { block: this.blocks.next++, candidate: 0 };
      this.kinds.add(part.kind);
      if (part.kind === "opaque") return [{ kind: "opaque", ...place, what: part.what, opaque: part.opaque }];
      if (part.kind !== "media" || part.source.kind !== "base64") return [];
      return [{ kind: "media", ...place, mediaType: part.mediaType ?? "image/png", data: part.source.data }];
    });
  }

  /** null for an item that is something else. */
  private message(): StreamedMessage | null {
    this.content ??= new StreamedMessage(this.blocks, this.kinds);
    return this.content instanceof StreamedMessage ? this.content : null;
  }

  private reasoning(): StreamedReasoning | null {
    this.content ??= new StreamedReasoning(this.blocks, this.kinds);
    return this.content instanceof StreamedReasoning ? this.content : null;
  }
}
