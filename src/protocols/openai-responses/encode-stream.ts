import type { AnswerFacts, OutgoingEvent, StreamEncoder } from "../ir/codec";
import { CustomCallRestorer, customToolNames } from "../ir/custom-tools";
import { type Loss, LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import { BlockSequencer } from "../ir/sequence-blocks";
import type { StreamPart } from "../ir/stream-part";
import { encodeFinish } from "./finish";
import { FirstCandidate } from "./first-candidate";
import type { ItemEvent } from "./item-event";
import { NamespaceNames } from "./namespaces";
import { OutputEvents } from "./output-events";
import { ItemIds } from "./output-items";
import { finishedResponse, type ResponseFrame, responseFrame, startedResponse } from "./response-object";

/**
 * Turns parts into the events of the Responses API, one item behind the other, each complete before the next begins.
 * @see https://platform.openai.com/docs/api-reference/responses-streaming
 */
export class ResponsesStreamEncoder implements StreamEncoder {
  private readonly lossList = new LossList();
  private readonly candidates = new FirstCandidate(this.lossList);
  private readonly sequencer = new BlockSequencer();
  private readonly customCalls: CustomCallRestorer;
  private readonly output: OutputEvents;
  private readonly frame: ResponseFrame;
  private finish = encodeFinish({ unified: "stop", raw: null, stopSequence: null }, false);
  private sequenceNumber = 0;
  private hasBegun = false;

  constructor(facts: AnswerFacts) {
    const ids = new ItemIds(facts.requestId);
    this.customCalls = new CustomCallRestorer(customToolNames(facts.request));
    this.output = new OutputEvents(ids, new NamespaceNames(facts.request), this.lossList);
    this.frame = responseFrame(ids.response, facts);
  }

  get losses(): readonly Loss[] {
    return this.lossList.losses;
  }

  /** @throws {TranslationError} `invalid_answer` for parts that are no stream */
  push(part: StreamPart): readonly OutgoingEvent[] {
    if (!this.candidates.has(part)) return [];
    return this.customCalls
      .push(part)
      .flatMap((restored) => this.sequencer.push(restored))
      .flatMap((ordered) => this.encode(ordered))
      .map((event) => this.outgoing(event));
  }

  private encode(part: StreamPart): readonly ItemEvent[] {
    const opening = this.begin();
    switch (part.kind) {
      case "start":
        return opening;
      case "finish":
        this.finish = encodeFinish(part.finish, this.output.hasRefusal);
        return [...opening, ...this.output.end()];
      case "end": {
        const last = this.output.end();
        const response = finishedResponse(this.frame, this.finish, this.output.items, part.usage);
        return [...opening, ...last, { type: `response.${this.finish.status}`, members: { response } }];
      }
      default:
        return [...opening, ...this.output.push(part)];
    }
  }

  private begin(): ItemEvent[] {
    if (this.hasBegun) return [];
    this.hasBegun = true;
    const members: JsonObject = { response: startedResponse(this.frame) };
    return [
      { type: "response.created", members },
      { type: "response.in_progress", members },
    ];
  }

  private outgoing({ type, members }: ItemEvent): OutgoingEvent {
    const data = { type, sequence_number: this.sequenceNumber++, ...members };
    return { event: type, data: JSON.stringify(data) };
  }
}
