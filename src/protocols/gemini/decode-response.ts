import type { Translated } from "../ir/codec";
import { LossList } from "../ir/loss";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { Part, TextPart } from "../ir/part";
import type { Candidate, IrResponse } from "../ir/response";
import { TranslationError } from "../ir/translation-error";
import { idInAnswer } from "./call-ids";
import { citationsIn } from "./citations";
import { decodePart, wireParts } from "./decode-part";
import { blockedFinish, decodeFinish } from "./finish-reason";
import { otherMembers, stringOrNull } from "./read-wire";
import { blockReasonOf, candidatesOf, unwrapAnswer, usageOf, type WireCandidate } from "./wire-answer";

const KNOWN: ReadonlySet<string> = new Set(["candidates", "usageMetadata", "modelVersion", "responseId"]);

/**
 * A one-piece answer, plain or in the envelope of Code Assist. A blocked prompt is an answer that was filtered.
 *
 * @throws {TranslationError} `invalid_answer`
 */
export function decodeResponse(body: JsonValue): Translated<IrResponse> {
  const wire = unwrapAnswer(body);
  const losses = new LossList();
  const id = stringOrNull(wire.responseId);
  const ids = new AnswerIds(id ?? JSON.stringify(wire));
  const candidates = candidatesOf(wire).map((candidate) => decodeCandidate(candidate, ids, losses));
  const blockReason = blockReasonOf(wire);
  if (candidates.length === 0) {
    if (blockReason === null) throw new TranslationError("invalid_answer", "the answer has no candidates");
    candidates.push({ index: 0, parts: [], finish: blockedFinish(blockReason) });
  }
  const others = otherMembers(wire, KNOWN);
  const value = {
    id,
    model: stringOrNull(wire.modelVersion),
    candidates: candidates.sort((a, b) => a.index - b.index),
    usage: usageOf(wire),
    own: others && ({ protocol: "gemini", fields: others } as const),
  };
  return { value, losses: losses.losses };
}

/** Ids for the calls of one answer that have none. */
export class AnswerIds {
  private number = 0;

  /** @param seed like that of no other answer of the conversation */
  constructor(private readonly seed: string) {}

  next(): string {
    return idInAnswer(this.seed, this.number++);
  }
}

function decodeCandidate(candidate: WireCandidate, ids: AnswerIds, losses: LossList): Candidate {
  const { index, finishReason, wire } = candidate;
  const parts = answerParts(candidate).flatMap((part) => decodePart(part, () => ids.next()));
  const hasCalls = parts.some(({ kind }) => kind === "tool-call");
  if (wire.logprobsResult !== undefined) losses.dropped("logprobs");
  return { index, parts: withCitations(parts, wire), finish: decodeFinish(finishReason, hasCalls) };
}

/** The parts of a candidate; empty ones that say nothing are left out. */
export function answerParts({ parts, index }: WireCandidate): readonly JsonObject[] {
  return wireParts(parts, "invalid_answer", `candidates[${index}].content`).filter(saysSomething);
}

function saysSomething(part: JsonObject): boolean {
  return part.text !== "" || Object.keys(part).some((key) => key !== "text" && key !== "thought");
}

function withCitations(parts: readonly Part[], wire: JsonObject): readonly Part[] {
  const texts = parts.filter((part): part is TextPart => part.kind === "text");
  const placed = citationsIn(wire, texts);
  if (placed.length === 0) return parts;
  return parts.map((part) => {
    const citations = placed.flatMap(({ text, citation }) => (text === part ? [citation] : []));
    return part.kind === "text" && citations.length > 0 ? { ...part, citations } : part;
  });
}
