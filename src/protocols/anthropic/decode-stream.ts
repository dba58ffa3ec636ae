import { parseJson } from "@/lib/parse-json";
import type { SseEvent } from "@/lib/sse-reader";
import type { StreamDecoder } from "../ir/codec";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { StreamPart } from "../ir/stream-part";
import { finishOf } from "./finish";
import { OpenBlock } from "./open-block";
import { mergeUsage, usageFromWire } from "./usage";
import type { AnthropicUsage } from "./wire";
import { isJsonObject, numberOrNull, stringOrNull, WireReader } from "./wire-reader";

/** Turns the events of a Messages stream into parts. Unknown events and deltas are passed over. */
export class AnthropicStreamDecoder implements StreamDecoder {
  private readonly reader = new WireReader("invalid_answer");
  private readonly open = new Map<number, OpenBlock>();
  private blocks = 0;
  private usage: AnthropicUsage | null = null;
  private stop: { readonly reason: string | null; readonly sequence: string | null } | null = null;
  private state: "new" | "started" | "ended" = "new";

  push(event: SseEvent): readonly StreamPart[] {
    if (this.state === "ended") return [];
    // Some relays end every stream as OpenAI does.
    if (event.data.trim() === "[DONE]") return [];
    const wire = this.reader.object(parseJson<JsonValue>(event.data), "");
    switch (stringOrNull(wire.type) ?? event.event) {
      case "message_start":
        return this.begin(wire);
      case "content_block_start":
        return this.beginBlock(wire);
      case "content_block_delta":
        return this.openBlock(wire).delta(this.reader.object(wire.delta, "delta"), this.reader);
      case "content_block_stop":
        return this.endBlock(wire);
      case "message_delta":
        return this.noteEnd(wire);
      case "message_stop":
        return this.end();
      case "error":
        return this.reader.fail("an error instead of an answer", "");
      default:
        return [];
    }
  }

  finish(): readonly StreamPart[] {
    if (this.state === "ended") return [];
    this.state = "ended";
    return this.closing();
  }

  private begin(wire: JsonObject): readonly StreamPart[] {
    if (this.state !== "new") this.reader.fail("the message starts twice", "message_start");
    const message = this.reader.object(wire.message, "message");
    this.noteUsage(message.usage);
    return this.start(stringOrNull(message.id), stringOrNull(message.model));
  }

  private start(id: string | null, model: string | null): readonly StreamPart[] {
    this.state = "started";
    return [{ kind: "start", id, model, usage: this.usage && usageFromWire(this.usage) }];
  }

  /** The start of a stream whose upstream left out `message_start`. */
  private startIfNew(): readonly StreamPart[] {
    return this.state === "new" ? this.start(null, null) : [];
  }

  private beginBlock(wire: JsonObject): readonly StreamPart[] {
    const index = this.indexOf(wire);
    if (this.open.has(index)) this.reader.fail(`block ${index} starts twice`, "index");
    const block = new OpenBlock(this.blocks, this.reader.object(wire.content_block, "content_block"));
    this.blocks += 1;
    this.open.set(index, block);
    return [...this.startIfNew(), ...block.begin(this.reader)];
  }

  private endBlock(wire: JsonObject): readonly StreamPart[] {
    const block = this.openBlock(wire);
    this.open.delete(this.indexOf(wire));
    return block.end();
  }

  private noteEnd(wire: JsonObject): readonly StreamPart[] {
    const delta = this.reader.object(wire.delta, "delta");
    const reason = stringOrNull(delta.stop_reason);
    if (reason !== null) this.stop = { reason, sequence: stringOrNull(delta.stop_sequence) };
    this.noteUsage(wire.usage);
    return this.startIfNew();
  }

  private end(): readonly StreamPart[] {
    this.state = this.state === "new" ? this.reader.fail("the stream holds no message", "") : "ended";
    const stop = this.stop ?? { reason: null, sequence: null };
    this.stop = stop;
    return [...this.closing(), { kind: "end", usage: this.usage && usageFromWire(this.usage) }];
  }

  /** Ends the blocks that are open, in their order, and tells why the answer ended where that is known. */
  private closing(): readonly StreamPart[] {
    const ends = [...this.open.values()].flatMap((block) => [...block.end()]);
    this.open.clear();
    if (!this.stop) return ends;
    return [
      ...ends,
      { kind: "finish", candidate: 0, finish: finishOf(this.stop.reason, this.stop.sequence) },
    ];
  }

  private openBlock(wire: JsonObject): OpenBlock {
    const index = this.indexOf(wire);
    return this.open.get(index) ?? this.reader.fail(`block ${index} is not open`, "index");
  }

  private indexOf(wire: JsonObject): number {
    return numberOrNull(wire.index) ?? this.reader.fail("must be a number", "index");
  }

  private noteUsage(usage: JsonValue | undefined): void {
    if (isJsonObject(usage)) this.usage = mergeUsage(this.usage ?? {}, usage);
  }
}
