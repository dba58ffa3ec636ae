import type { LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import type { StreamPart } from "../ir/stream-part";
import { isJsonObject } from "./fields";
import type { ItemEvent } from "./item-event";
import { MessageEvents } from "./message-events";
import type { NamespaceNames } from "./namespaces";
import { type CallIdentity, callItem, type ItemIds, imageItem, reasoningItem } from "./output-items";

type ContentPart = Exclude<StreamPart, { kind: "start" | "finish" | "end" }>;

/** A reasoning item or a call on its way. */
type OpenItem =
  | { readonly kind: "reasoning"; readonly id: string; text: string }
  | { readonly kind: "call"; readonly call: CallIdentity; text: string };

/** The events of an answer's output. Blocks come one behind the other; texts that follow each other are one message. */
export class OutputEvents {
  /** What is finished, in order. */
  readonly items: JsonObject[] = [];
  private message: MessageEvents | null = null;
  private open: OpenItem | null = null;
  private refused = false;

  constructor(
    private readonly ids: ItemIds,
    private readonly names: NamespaceNames,
    private readonly losses: LossList,
  ) {}

  get hasRefusal(): boolean {
    return this.refused;
  }

  push(part: ContentPart): readonly ItemEvent[] {
    switch (part.kind) {
      case "text-start":
      case "refusal-start":
        return this.beginContent(part.kind === "text-start" ? "output_text" : "refusal");
      case "text-delta":
      case "refusal-delta":
        return this.message?.delta(part.text) ?? [];
      case "citation":
        return this.message?.cite(part.citation, this.losses) ?? [];
      case "text-end":
      case "refusal-end":
        return this.message?.endContent() ?? [];
      case "reasoning-start":
        return this.beginItem({ kind: "reasoning", id: this.ids.next("rs"), text: "" });
      case "tool-input-start":
        return this.beginCall(part);
      case "reasoning-delta":
      case "tool-input-delta":
        return this.delta(part.text);
      case "reasoning-end":
        return this.endReasoning(part.opaque);
      case "tool-input-end":
        return this.endCall();
      case "opaque":
        return this.opaque(part);
      case "media":
        return this.wholeItem(imageItem(this.ids.next("ig"), part.mediaType, part.data));
    }
  }

  /** Nothing more comes. */
  end(): readonly ItemEvent[] {
    const { message } = this;
    if (message === null) return [];
    this.message = null;
    this.items.push(message.finished);
    return message.end();
  }

  private beginContent(type: "output_text" | "refusal"): readonly ItemEvent[] {
    if (type === "refusal") this.refused = true;
    if (this.message !== null) return this.message.beginContent(type);
    const message = new MessageEvents(this.ids.next("msg"), this.items.length);
    this.message = message;
    return [...message.begin(), ...message.beginContent(type)];
  }

  private beginCall(part: Extract<StreamPart, { kind: "tool-input-start" }>): readonly ItemEvent[] {
    const { id: callId, form, name, opaque } = part;
    // A signature that belongs to the call travels in an item before it, from where it comes back.
    const signature = opaque === null ? [] : this.wholeItem(reasoningItem(this.ids.next("rs"), "", opaque));
    const id = this.ids.next(form === "custom" ? "ctc" : "fc");
    const call = { id, callId, form, names: this.names.membersFor(name) };
    return [...signature, ...this.beginItem({ kind: "call", call, text: "" })];
  }

  private beginItem(item: OpenItem): readonly ItemEvent[] {
    const before = this.end();
    this.open = item;
    return [...before, this.itemEvent("added", startedItem(item))];
  }

  private delta(text: string): readonly ItemEvent[] {
    const { open } = this;
    if (open === null || text === "") return [];
    const isFirst = open.text === "";
    open.text += text;
    if (open.kind === "call") {
      return [this.event(`${inputEvent(open.call)}.delta`, open.call.id, { delta: text })];
    }
    const members = { summary_index: 0, delta: text };
    const delta = this.event("response.reasoning_summary_text.delta", open.id, members);
    return isFirst ? [this.summaryPart("added", open.id, ""), delta] : [delta];
  }

  private endReasoning(opaque: Parameters<typeof reasoningItem>[2]): readonly ItemEvent[] {
    const { open } = this;
    if (open?.kind !== "reasoning") return [];
    const { id, text } = open;
    const summary =
      text === ""
        ? []
        : [
            this.event("response.reasoning_summary_text.done", id, { summary_index: 0, text }),
            this.summaryPart("done", id, text),
          ];
    return [...summary, ...this.endItem(reasoningItem(id, text, opaque))];
  }

  private endCall(): readonly ItemEvent[] {
    const { open } = this;
    if (open?.kind !== "call") return [];
    const { call } = open;
    const isCustom = call.form === "custom";
    const input = open.text === "" && !isCustom ? "{}" : open.text;
    const members: JsonObject = isCustom ? { input } : { arguments: input };
    const done = this.event(`${inputEvent(call)}.done`, call.id, members);
    return [done, ...this.endItem(callItem(call, "completed", input))];
  }

  private endItem(item: JsonObject): readonly ItemEvent[] {
    const done = this.itemEvent("done", item);
    this.items.push(item);
    this.open = null;
    return [done];
  }

  private opaque({ what, opaque }: Extract<StreamPart, { kind: "opaque" }>): readonly ItemEvent[] {
    if (opaque.protocol === "openai-responses" && isJsonObject(opaque.value))
      return this.wholeItem(opaque.value);
    this.losses.dropped("opaque-content", what);
    return [];
  }

  private wholeItem(item: JsonObject): readonly ItemEvent[] {
    const before = this.end();
    return [...before, this.itemEvent("added", item), ...this.endItem(item)];
  }

  private itemEvent(what: "added" | "done", item: JsonObject): ItemEvent {
    return { type: `response.output_item.${what}`, members: { output_index: this.items.length, item } };
  }

  private summaryPart(what: "added" | "done", id: string, text: string): ItemEvent {
    const part = { type: "summary_text", text };
    return this.event(`response.reasoning_summary_part.${what}`, id, { summary_index: 0, part });
  }

  private event(type: string, id: string, members: JsonObject): ItemEvent {
    return { type, members: { item_id: id, output_index: this.items.length, ...members } };
  }
}

function startedItem(item: OpenItem): JsonObject {
  return item.kind === "reasoning"
    ? reasoningItem(item.id, "", null)
    : callItem(item.call, "in_progress", "");
}

function inputEvent({ form }: CallIdentity): string {
  return form === "custom" ? "response.custom_tool_call_input" : "response.function_call_arguments";
}
