import type { Usage } from "@/domain/pricing/usage";
import type { AnswerFacts, OutgoingEvent, StreamEncoder } from "../ir/codec";
import { type Loss, LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import type { StreamPart } from "../ir/stream-part";
import { CandidateChunks } from "./candidate-chunks";
import { usesLegacyFunctions } from "./decode-tools";
import { completionId } from "./encode-response";
import { serviceTierToWire, usageToWire } from "./usage-to-wire";
import { DONE } from "./wire";

const NO_EVENTS: readonly OutgoingEvent[] = [];

/**
 * Writes a stream of `chat.completion.chunk`s. A client that asked for the usage gets it in a chunk of its own before
 * `[DONE]`, and `usage: null` in all others, as from OpenAI.
 */
export class ChatStreamEncoder implements StreamEncoder {
  private readonly found = new LossList();
  private readonly candidates = new Map<number, CandidateChunks>();
  private readonly byBlock = new Map<number, CandidateChunks>();
  private readonly isLegacy: boolean;
  private readonly head: JsonObject;

  constructor(private readonly facts: AnswerFacts) {
    this.isLegacy = usesLegacyFunctions(facts.request);
    this.head = {
      id: completionId(facts),
      object: "chat.completion.chunk",
      created: facts.createdAt,
      model: facts.model,
    };
  }

  get losses(): readonly Loss[] {
    return this.found.losses;
  }

  push(part: StreamPart): readonly OutgoingEvent[] {
    switch (part.kind) {
      case "start":
        return this.choiceChunks(this.candidateOf(0).open());
      case "end":
        return [...this.usageChunk(part.usage), { event: undefined, data: DONE }];
      case "finish":
        return this.choiceChunks(this.candidateOf(part.candidate).finish(part.finish));
      default: {
        const candidate =
          "candidate" in part ? this.candidateOf(part.candidate) : this.byBlock.get(part.block);
        if (!candidate) return NO_EVENTS;
        this.byBlock.set(part.block, candidate);
        return this.choiceChunks(candidate.push(part));
      }
    }
  }

  private candidateOf(index: number): CandidateChunks {
    const known = this.candidates.get(index);
    if (known) return known;
    const fresh = new CandidateChunks(index, this.isLegacy, this.found);
    this.candidates.set(index, fresh);
    return fresh;
  }

  private choiceChunks(choices: readonly JsonObject[]): readonly OutgoingEvent[] {
    const usage: JsonObject = this.facts.request.wantsStreamUsage ? { usage: null } : {};
    return choices.map((choice) => chunkEvent({ ...this.head, choices: [choice], ...usage }));
  }

  private usageChunk(usage: Usage | null): readonly OutgoingEvent[] {
    if (!usage || !this.facts.request.wantsStreamUsage) return NO_EVENTS;
    const told = { choices: [], usage: usageToWire(usage), ...serviceTierToWire(usage) };
    return [chunkEvent({ ...this.head, ...told })];
  }
}

function chunkEvent(chunk: JsonObject): OutgoingEvent {
  return { event: undefined, data: JSON.stringify(chunk) };
}
