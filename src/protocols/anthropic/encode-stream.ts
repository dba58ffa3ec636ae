import type { AnswerFacts, OutgoingEvent, StreamEncoder } from "../ir/codec";
import { type Loss, LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import type { Finish } from "../ir/response";
import { BlockSequencer } from "../ir/sequence-blocks";
import type { StreamPart } from "../ir/stream-part";
import { answerId } from "./answer-id";
import { stopReasonOf } from "./finish";
import { StreamBlocks } from "./stream-blocks";
import { EMPTY_USAGE, usageToWire } from "./usage-to-wire";

/** Turns parts into the events of a Messages stream: one block at a time, of the first candidate. */
export class AnthropicStreamEncoder implements StreamEncoder {
  private readonly lost = new LossList();
  private readonly sequencer = new BlockSequencer();
  private readonly blocks = new StreamBlocks(this.lost);
  /** Blocks of other candidates than the first. */
  private readonly skipped = new Set<number>();
  private finish: Finish | null = null;

  constructor(private readonly facts: AnswerFacts) {}

  get losses(): readonly Loss[] {
    return this.lost.losses;
  }

  /** @throws {TranslationError} `invalid_answer` for parts out of order, and when too much would be held */
  push(part: StreamPart): readonly OutgoingEvent[] {
    if (this.isOfOther(part)) return [];
    return this.sequencer
      .push(part)
      .flatMap((next) => this.encode(next))
      .map((event) => ({ event: String(event.type), data: JSON.stringify(event) }));
  }

  private isOfOther(part: StreamPart): boolean {
    if ("candidate" in part && part.candidate !== 0) {
      this.lost.dropped("multiple-candidates");
      if ("block" in part) this.skipped.add(part.block);
      return true;
    }
    return "block" in part && this.skipped.has(part.block);
  }

  private encode(part: StreamPart): readonly JsonObject[] {
    switch (part.kind) {
      case "start":
        return [this.start(part)];
      case "finish":
        this.finish = part.finish;
        return [];
      case "end":
        return this.end(part);
      default:
        return this.blocks.push(part);
    }
  }

  private start({ id, usage }: StreamPart & { kind: "start" }): JsonObject {
    const message = {
      id: answerId(id, this.facts),
      type: "message",
      role: "assistant",
      model: this.facts.model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: usage ? usageToWire(usage) : EMPTY_USAGE,
    };
    return { type: "message_start", message };
  }

  private end({ usage }: StreamPart & { kind: "end" }): readonly JsonObject[] {
    const delta = {
      stop_reason: stopReasonOf(this.finish, this.blocks),
      stop_sequence: this.finish?.stopSequence ?? null,
    };
    return [
      { type: "message_delta", delta, usage: usage ? usageToWire(usage) : EMPTY_USAGE },
      { type: "message_stop" },
    ];
  }
}
