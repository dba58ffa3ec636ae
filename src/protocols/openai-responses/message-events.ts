import type { LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import type { Citation } from "../ir/part";
import { encodeCitation } from "./annotations";
import type { ItemEvent } from "./item-event";
import { messageItem, outputText } from "./output-items";

type ContentType = "output_text" | "refusal";

/** The events of one message: its contents come one behind the other. */
export class MessageEvents {
  private readonly content: JsonObject[] = [];
  private type: ContentType = "output_text";
  private text = "";
  private annotations: JsonObject[] = [];

  constructor(
    private readonly id: string,
    private readonly outputIndex: number,
  ) {}

  begin(): readonly ItemEvent[] {
    return [this.itemEvent("added", messageItem(this.id, "in_progress", []))];
  }

  beginContent(type: ContentType): readonly ItemEvent[] {
    this.type = type;
    this.text = "";
    this.annotations = [];
    return [this.event("response.content_part.added", { part: this.part() })];
  }

  delta(text: string): readonly ItemEvent[] {
    if (text === "") return [];
    this.text += text;
    return [this.event(`response.${this.type}.delta`, { delta: text, ...this.logprobs() })];
  }

  cite(citation: Citation, losses: LossList): readonly ItemEvent[] {
    const annotation = encodeCitation(citation, this.text.length, losses);
    if (annotation === null) return [];
    const annotation_index = this.annotations.push(annotation) - 1;
    return [this.event("response.output_text.annotation.added", { annotation_index, annotation })];
  }

  endContent(): readonly ItemEvent[] {
    const part = this.part();
    const whole: JsonObject = this.type === "refusal" ? { refusal: this.text } : { text: this.text };
    const events = [
      this.event(`response.${this.type}.done`, { ...whole, ...this.logprobs() }),
      this.event("response.content_part.done", { part }),
    ];
    this.content.push(part);
    return events;
  }

  get finished(): JsonObject {
    return messageItem(this.id, "completed", this.content);
  }

  end(): readonly ItemEvent[] {
    return [this.itemEvent("done", this.finished)];
  }

  private part(): JsonObject {
    return this.type === "refusal"
      ? { type: "refusal", refusal: this.text }
      : outputText(this.text, [...this.annotations]);
  }

  private logprobs(): JsonObject {
    return this.type === "refusal" ? {} : { logprobs: [] };
  }

  private itemEvent(what: "added" | "done", item: JsonObject): ItemEvent {
    return { type: `response.output_item.${what}`, members: { output_index: this.outputIndex, item } };
  }

  private event(type: string, members: JsonObject): ItemEvent {
    const place = { item_id: this.id, output_index: this.outputIndex, content_index: this.content.length };
    return { type, members: { ...place, ...members } };
  }
}
