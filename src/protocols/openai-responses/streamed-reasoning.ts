import type { Opaque } from "../ir/opaque";
import type { Part } from "../ir/part";
import type { StreamPart } from "../ir/stream-part";
import type { Blocks } from "./blocks";
import type { Fields } from "./fields";
import { decodeReasoning, SUMMARY_SEPARATOR } from "./reasoning-item";
import { StreamedBlock } from "./streamed-block";

const TEXT = /^(reasoning(?:_summary)?_text)\.(delta|done)$/;

/** A reasoning item as it comes: the parts of its summary one after the other, or the thoughts themselves. */
export class StreamedReasoning {
  private block: StreamedBlock | null = null;
  /** Summary or thoughts: what comes first counts, the other says the same at another length. */
  private source: string | null = null;
  private opaque: Opaque | null = null;
  private partIndex = 0;
  private partLength = 0;

  constructor(
    private readonly blocks: Blocks,
    private readonly kinds: Set<Part["kind"]>,
  ) {}

  begin(isRedacted = false): readonly StreamPart[] {
    if (this.block !== null) return [];
    this.kinds.add("reasoning");
    this.block = new StreamedBlock("reasoning", this.blocks.next++);
    return [{ kind: "reasoning-start", block: this.block.number, candidate: 0, isRedacted }];
  }

  /** @param type of the event, without `response.` */
  read(type: string, fields: Fields): readonly StreamPart[] {
    const [, source, step] = TEXT.exec(type) ?? [];
    if (source === undefined) return [];
    this.source ??= source;
    if (this.source !== source) return [];
    const begun = this.begin();
    const index = fields.numberOrNull("summary_index") ?? fields.numberOrNull("content_index") ?? 0;
    const separator = this.turnTo(index);
    const text = fields.textOrNull(step === "delta" ? "delta" : "text") ?? "";
    const news = step === "delta" ? text : text.slice(this.partLength);
    this.partLength += news.length;
    return [...begun, ...this.append(separator), ...this.append(news)];
  }

  /** What the whole item has beyond what came. */
  endWith(item: Fields, opaque: Opaque | null): readonly StreamPart[] {
    const whole = decodeReasoning(item);
    this.opaque = opaque;
    const begun = this.begin(whole.isRedacted);
    return [...begun, ...(this.source === null ? this.append(whole.text) : this.complete(whole.text))];
  }

  end(): readonly StreamPart[] {
    const [end] = this.block?.end() ?? [];
    return end?.kind === "reasoning-end" ? [{ ...end, opaque: this.opaque }] : [];
  }

  private complete(whole: string): readonly StreamPart[] {
    return this.block?.complete(whole) ?? [];
  }

  private append(text: string): readonly StreamPart[] {
    return this.block?.delta(text) ?? [];
  }

  private turnTo(index: number): string {
    if (index <= this.partIndex) return "";
    const isFirst = this.partLength === 0 && this.partIndex === 0;
    this.partIndex = index;
    this.partLength = 0;
    return isFirst ? "" : SUMMARY_SEPARATOR;
  }
}
