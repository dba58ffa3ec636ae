import { createHash } from "node:crypto";
import type { Usage } from "@/domain/pricing/usage";
import { parseJson } from "@/lib/parse-json";
import type { SseEvent } from "@/lib/sse-reader";
import type { StreamDecoder } from "../ir/codec";
import type { JsonValue } from "../ir/opaque";
import type { StreamPart } from "../ir/stream-part";
import { idInAnswer } from "./call-ids";
import { CandidateDecoder } from "./candidate-decoder";
import { blockedFinish } from "./finish-reason";
import { stringOrNull } from "./read-wire";
import { blockReasonOf, candidatesOf, unwrapAnswer, usageOf } from "./wire-answer";

/**
 * Reads a stream of chunks, plain or in the envelope of Code Assist. Some models give a finish reason with every chunk
 * and the numbers behind the last, so that what ends the answer is told when the stream is over.
 */
export class GeminiStreamDecoder implements StreamDecoder {
  private readonly candidates = new Map<number, CandidateDecoder>();
  private hasStarted = false;
  private usage: Usage | null = null;
  private blockReason: string | null = null;
  private blocks = 0;
  private calls = 0;
  private id: string | null = null;
  private readonly digest = createHash("sha256");

  push({ data }: SseEvent): readonly StreamPart[] {
    const chunk = unwrapAnswer(parseJson<JsonValue>(data));
    const candidates = candidatesOf(chunk);
    this.id ??= stringOrNull(chunk.responseId);
    if (this.id === null) this.digest.update(data);
    this.usage = usageOf(chunk) ?? this.usage;
    this.blockReason ??= blockReasonOf(chunk);
    const parts: StreamPart[] = [];
    if (!this.hasStarted) {
      this.hasStarted = true;
      parts.push({ kind: "start", id: this.id, model: stringOrNull(chunk.modelVersion), usage: this.usage });
    }
    for (const candidate of candidates) parts.push(...this.candidate(candidate.index).push(candidate));
    return parts;
  }

  finish(): readonly StreamPart[] {
    const candidates = [...this.candidates.values()];
    const parts = candidates.flatMap((candidate) => candidate.finish());
    if (candidates.length === 0 && this.blockReason !== null) {
      parts.push({ kind: "finish", candidate: 0, finish: blockedFinish(this.blockReason) });
      parts.push({ kind: "end", usage: this.usage });
    } else if (candidates.length > 0 && candidates.every(({ isFinished }) => isFinished)) {
      parts.push({ kind: "end", usage: this.usage });
    }
    return parts;
  }

  private candidate(index: number): CandidateDecoder {
    const known = this.candidates.get(index);
    if (known) return known;
    const added = new CandidateDecoder(index, {
      nextBlock: () => this.blocks++,
      nextId: () => idInAnswer(this.id ?? this.digest.copy().digest("hex"), this.calls++),
    });
    this.candidates.set(index, added);
    return added;
  }
}
