import type { JsonValue } from "../ir/opaque";
import type { Part } from "../ir/part";
import type { StreamPart } from "../ir/stream-part";
import { citationOf } from "./annotations";
import type { Blocks } from "./blocks";
import { type Fields, isJsonList, isJsonObject } from "./fields";
import { StreamedBlock } from "./streamed-block";

/** A content of a message: its block, and how many citations it had. */
interface Content {
  readonly block: StreamedBlock;
  citations: number;
}

/** The contents of a message as they come. */
export class StreamedMessage {
  private readonly contents = new Map<number, Content>();

  constructor(
    private readonly blocks: Blocks,
    private readonly kinds: Set<Part["kind"]>,
  ) {}

  /** @param type of the event, without `response.` */
  read(type: string, fields: Fields): readonly StreamPart[] {
    const index = fields.numberOrNull("content_index") ?? 0;
    switch (type) {
      case "content_part.added":
      case "content_part.done":
        return this.readPart(index, fields.value("part"), type === "content_part.done");
      case "output_text.delta":
        return this.append(index, "text", fields.textOrNull("delta") ?? "", false);
      case "output_text.done":
        return this.append(index, "text", fields.textOrNull("text") ?? "", true);
      case "refusal.delta":
        return this.append(index, "refusal", fields.textOrNull("delta") ?? "", false);
      case "refusal.done":
        return this.append(index, "refusal", fields.textOrNull("refusal") ?? "", true);
      case "output_text.annotation.added":
        return this.cite(index, [fields.value("annotation")]);
      default:
        return [];
    }
  }

  /** What the whole item has beyond what came. */
  endWith(item: Fields): readonly StreamPart[] {
    return item.list("content").flatMap((part, index) => this.readPart(index, part, true));
  }

  end(): readonly StreamPart[] {
    return [...this.contents.values()].flatMap(({ block }) => block.end());
  }

  private readPart(index: number, part: JsonValue, isWhole: boolean): StreamPart[] {
    if (!isJsonObject(part)) return [];
    const { text, refusal, annotations } = part;
    const isRefusal = part.type === "refusal";
    if (!isRefusal && part.type !== "output_text" && part.type !== "text") return [];
    const whole = isRefusal ? refusal : text;
    const parts = this.append(
      index,
      isRefusal ? "refusal" : "text",
      typeof whole === "string" ? whole : "",
      isWhole,
    );
    if (!isWhole) return parts;
    const seen = this.contents.get(index)?.citations ?? 0;
    const missing = isJsonList(annotations) ? annotations.slice(seen) : [];
    return [...parts, ...this.cite(index, missing), ...(this.contents.get(index)?.block.end() ?? [])];
  }

  private append(index: number, kind: "text" | "refusal", text: string, isWhole: boolean): StreamPart[] {
    const known = this.contents.get(index);
    if (known) return isWhole ? known.block.complete(text) : known.block.delta(text);
    const block = new StreamedBlock(kind, this.blocks.next++);
    this.contents.set(index, { block, citations: 0 });
    this.kinds.add(kind);
    return [{ kind: `${kind}-start`, block: block.number, candidate: 0 }, ...block.delta(text)];
  }

  private cite(index: number, annotations: readonly JsonValue[]): StreamPart[] {
    const content = this.contents.get(index);
    if (content?.block.kind !== "text") return [];
    return annotations.flatMap((annotation): StreamPart[] => {
      content.citations += 1;
      const citation = citationOf(annotation);
      return citation === null || content.block.isOver
        ? []
        : [{ kind: "citation", block: content.block.number, citation }];
    });
  }
}
