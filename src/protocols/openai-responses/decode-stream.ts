import { parseJson } from "@/lib/parse-json";
import type { SseEvent } from "@/lib/sse-reader";
import type { StreamDecoder } from "../ir/codec";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { Part } from "../ir/part";
import type { StreamPart } from "../ir/stream-part";
import { TranslationError } from "../ir/translation-error";
import type { Blocks } from "./blocks";
import { refuseFailed, usageOf } from "./decode-response";
import { Fields, isJsonList, isJsonObject } from "./fields";
import { decodeFinish } from "./finish";
import { StreamedItem } from "./streamed-item";

/** More items than any answer has; each costs memory until the answer ends. */
const MAX_ITEMS = 1_000;

/**
 * Turns the events of the Responses API into parts. Relays leave events out, so each later one that holds more than
 * what was seen (`.done`, `output_item.done`, the whole response at the end) gives the rest.
 */
export class ResponsesStreamDecoder implements StreamDecoder {
  private readonly items = new Map<number, StreamedItem>();
  private readonly kinds = new Set<Part["kind"]>();
  private readonly blocks: Blocks = { next: 0 };
  private hasStarted = false;
  private isOver = false;

  push({ event, data }: SseEvent): readonly StreamPart[] {
    if (this.isOver || data.trim() === "[DONE]") return [];
    const json = parseJson<JsonValue>(data);
    if (!isJsonObject(json)) throw invalid("an event's data is not a JSON object");
    const type = typeof json.type === "string" ? json.type : event;
    if (type === undefined) throw invalid("an event has no type");
    if (type === "error" || type === "response.failed") throw failure(json);
    if (!type.startsWith("response.")) return ignore(type);
    return this.read(type.slice("response.".length), Fields.of(json, "", "invalid_answer"));
  }

  finish(): readonly StreamPart[] {
    if (this.isOver) return [];
    this.isOver = true;
    return this.endItems();
  }

  private read(type: string, fields: Fields): readonly StreamPart[] {
    switch (type) {
      case "created":
      case "in_progress":
      case "queued":
        return this.start(fields.objectOrNull("response")?.object ?? {});
      case "completed":
      case "incomplete":
      case "done":
        return this.end(fields, type);
      default: {
        const start = this.start({});
        const parts = this.readItem(type, fields);
        return start.length > 0 ? [...start, ...parts] : parts;
      }
    }
  }

  private readItem(type: string, fields: Fields): readonly StreamPart[] {
    const item = isJsonObject(fields.object.item) ? fields.object.item : null;
    switch (type) {
      case "output_item.added":
        return item ? this.itemAt(fields).begin(item) : [];
      case "output_item.done":
        return item ? this.itemAt(fields).endWith(Fields.of(item, "item", "invalid_answer")) : [];
      default:
        return StreamedItem.reads(type) ? this.itemAt(fields).read(type, fields) : [];
    }
  }

  private start({ id, model }: JsonObject): readonly StreamPart[] {
    if (this.hasStarted) return [];
    this.hasStarted = true;
    return [
      {
        kind: "start",
        id: typeof id === "string" ? id : null,
        model: typeof model === "string" ? model : null,
        usage: null,
      },
    ];
  }

  private end(fields: Fields, type: string): readonly StreamPart[] {
    const response = fields.objectOrNull("response")?.object ?? {};
    refuseFailed(response);
    const parts = [...this.start(response), ...this.missingItems(response), ...this.endItems()];
    const status = type === "done" ? response.status : type;
    const finish = decodeFinish({ ...response, status: status ?? null }, this.kinds);
    this.isOver = true;
    return [...parts, { kind: "finish", candidate: 0, finish }, { kind: "end", usage: usageOf(response) }];
  }

  /** Relays may send items in the last event only. */
  private missingItems({ output }: JsonObject): StreamPart[] {
    if (!isJsonList(output)) return [];
    return output.flatMap((value, index) => {
      const item = Fields.of(value, `response.output[${index}]`, "invalid_answer");
      return this.item(index).endWith(item);
    });
  }

  private endItems(): StreamPart[] {
    return [...this.items.values()].flatMap((item) => item.end());
  }

  /** Most relays number items; without a number an event is of the last one. */
  private itemAt(fields: Fields): StreamedItem {
    const index = fields.numberOrNull("output_index");
    return this.item(index ?? Math.max(0, this.items.size - 1));
  }

  private item(index: number): StreamedItem {
    const known = this.items.get(index);
    if (known) return known;
    if (this.items.size >= MAX_ITEMS) throw invalid("the answer has too many items");
    const item = new StreamedItem(this.blocks, this.kinds, index);
    this.items.set(index, item);
    return item;
  }
}

/** Events that are not the API's own: a relay's keep-alives and the like, but not another protocol's. */
function ignore(type: string): readonly StreamPart[] {
  if (/^(?:message_|content_block_)/.test(type)) throw invalid(`an event of another protocol: ${type}`);
  return [];
}

function failure({ error, response, message }: JsonObject): TranslationError {
  const failed = isJsonObject(response) ? response.error : error;
  const text = isJsonObject(failed) ? failed.message : message;
  return invalid(typeof text === "string" ? text : "the response failed");
}

function invalid(message: string): TranslationError {
  return new TranslationError("invalid_answer", message);
}
