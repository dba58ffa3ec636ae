import type { Usage } from "@/domain/pricing/usage";
import type { AnswerFacts, OutgoingEvent, StreamEncoder } from "../ir/codec";
import { type Loss, LossList } from "../ir/loss";
import type { JsonObject, Opaque } from "../ir/opaque";
import { type Citation, PLAIN, type ToolCallPart } from "../ir/part";
import type { Finish } from "../ir/response";
import type { StreamPart } from "../ir/stream-part";
import { TranslationError } from "../ir/translation-error";
import { AnswerParts } from "./answer-parts";
import { groundingOf } from "./citations";
import { answerIdentity } from "./encode-response";
import { encodeFinish } from "./finish-reason";
import { usageToWire } from "./usage-to-wire";

/** A block that is open: what has to be known of it when it ends. */
type OpenBlock =
  | { readonly kind: "text"; readonly candidate: number; readonly cited: CitedBlock }
  | {
      readonly kind: "reasoning";
      readonly candidate: number;
      readonly isRedacted: boolean;
      readonly texts: string[];
    }
  | {
      readonly kind: "tool-input";
      readonly candidate: number;
      readonly call: Pick<ToolCallPart, "id" | "name" | "form" | "opaque">;
      readonly texts: string[];
    };

interface CitedBlock {
  readonly texts: string[];
  readonly citations: Citation[];
}

interface CandidateState {
  readonly parts: AnswerParts;
  readonly cited: CitedBlock[];
  finish: Finish | null;
}

/** Makes chunks of Gemini's: calls when they are whole, finish reasons and usage with the last one. */
export class GeminiStreamEncoder implements StreamEncoder {
  private readonly blocks = new Map<number, OpenBlock>();
  private readonly candidates = new Map<number, CandidateState>();
  private readonly lossList = new LossList();
  private usageMetadata: JsonObject | null = null;

  private readonly identity: JsonObject;

  constructor(facts: AnswerFacts) {
    this.identity = answerIdentity(facts);
  }

  get losses(): readonly Loss[] {
    return this.lossList.losses;
  }

  /** @throws {TranslationError} `invalid_answer` for a part of a block that is not open */
  push(part: StreamPart): readonly OutgoingEvent[] {
    switch (part.kind) {
      case "start":
        this.usageMetadata = part.usage && usageToWire(part.usage);
        return [];
      case "text-start":
      case "refusal-start":
        return this.openText(part.block, part.candidate);
      case "reasoning-start": {
        const { candidate, isRedacted } = part;
        this.blocks.set(part.block, { kind: "reasoning", candidate, isRedacted, texts: [] });
        return [];
      }
      case "tool-input-start": {
        const { candidate, ...call } = part;
        this.blocks.set(part.block, { kind: "tool-input", candidate, call, texts: [] });
        return [];
      }
      case "text-delta":
      case "refusal-delta":
      case "reasoning-delta":
      case "tool-input-delta":
        return this.delta(part.block, part.text);
      case "citation":
        return this.cite(part.block, part.citation);
      case "text-end":
      case "refusal-end":
      case "tool-input-end":
        return this.endBlock(part.block, null);
      case "reasoning-end":
        return this.endBlock(part.block, part.opaque);
      case "opaque":
        return this.emit(part.candidate, this.stateOf(part.candidate).parts.opaque(part));
      case "media": {
        const { parts } = this.stateOf(part.candidate);
        return this.emit(part.candidate, [parts.media(part.mediaType, part.data)]);
      }
      case "finish":
        this.stateOf(part.candidate).finish = part.finish;
        return [];
      case "end":
        return this.end(part.usage);
    }
  }

  private openText(block: number, candidate: number): readonly OutgoingEvent[] {
    const cited = { texts: [], citations: [] };
    this.stateOf(candidate).cited.push(cited);
    this.blocks.set(block, { kind: "text", candidate, cited });
    return [];
  }

  private delta(block: number, text: string): readonly OutgoingEvent[] {
    const open = this.openBlock(block);
    if (text === "") return [];
    const { parts } = this.stateOf(open.candidate);
    switch (open.kind) {
      case "text":
        open.cited.texts.push(text);
        return this.emit(open.candidate, [parts.text(text)]);
      case "reasoning":
        open.texts.push(text);
        return this.emit(open.candidate, [parts.thought(text)]);
      case "tool-input":
        open.texts.push(text);
        return [];
    }
  }

  private cite(block: number, citation: Citation): readonly OutgoingEvent[] {
    const open = this.openBlock(block);
    if (open.kind === "text") open.cited.citations.push(citation);
    return [];
  }

  private endBlock(block: number, opaque: Opaque | null): readonly OutgoingEvent[] {
    const open = this.openBlock(block);
    this.blocks.delete(block);
    const { parts } = this.stateOf(open.candidate);
    switch (open.kind) {
      case "text":
        return [];
      case "reasoning": {
        const { isRedacted, texts } = open;
        const reasoning = { kind: "reasoning", text: texts.join(""), isRedacted, opaque, ...PLAIN } as const;
        return this.emit(open.candidate, parts.endReasoning(reasoning));
      }
      case "tool-input":
        return this.emit(open.candidate, parts.call({ ...open.call, input: open.texts.join("") }));
    }
  }

  private end(usage: Usage | null): readonly OutgoingEvent[] {
    if (usage) this.usageMetadata = usageToWire(usage);
    const candidates = [...this.candidates].map(([index, { parts, cited, finish }]) => {
      const left = parts.flush();
      const groundingMetadata = groundingOf(
        cited.map(({ texts, citations }) => ({ text: texts.join(""), citations })),
      );
      return {
        content: { parts: left.length > 0 ? left : [{ text: "" }], role: "model" },
        ...(finish && { finishReason: encodeFinish(finish) }),
        index,
        ...(groundingMetadata && { groundingMetadata }),
      };
    });
    return [this.chunk(candidates)];
  }

  private emit(index: number, parts: readonly JsonObject[]): readonly OutgoingEvent[] {
    return parts.length === 0 ? [] : [this.chunk([{ content: { parts, role: "model" }, index }])];
  }

  private chunk(candidates: readonly JsonObject[]): OutgoingEvent {
    const { usageMetadata, identity } = this;
    const chunk = { candidates, ...(usageMetadata && { usageMetadata }), ...identity };
    return { event: undefined, data: JSON.stringify(chunk) };
  }

  private stateOf(candidate: number): CandidateState {
    const known = this.candidates.get(candidate);
    if (known) return known;
    const added = { parts: new AnswerParts(this.lossList), cited: [], finish: null };
    this.candidates.set(candidate, added);
    return added;
  }

  private openBlock(block: number): OpenBlock {
    const open = this.blocks.get(block);
    if (!open) throw new TranslationError("invalid_answer", `block ${block} is not open`);
    return open;
  }
}
