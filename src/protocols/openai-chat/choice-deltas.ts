import type { JsonValue } from "../ir/opaque";
import type { Citation } from "../ir/part";
import type { StreamPart } from "../ir/stream-part";
import { decodeAnnotations } from "./annotations";
import { CallDeltas } from "./call-deltas";
import { readDataUri } from "./data-uri";
import { answerContent, answerImages, answerReasoning } from "./decode-answer-content";
import { joinDetails } from "./detail-deltas";
import { decodeFinish } from "./finish-reason";
import type { Members } from "./read-members";
import { isWantedBack } from "./reasoning-details";

type ProseKind = "text" | "reasoning" | "refusal";

/**
 * One candidate of a stream. Text, reasoning and refusal take turns: a new one ends the one before. Calls stay open to
 * the end, since their deltas may interleave. The finish is held back until the stream ends, for servers that send more
 * behind it.
 */
export class ChoiceDeltas {
  private prose: { readonly kind: ProseKind; readonly block: number } | null = null;
  private details: readonly JsonValue[] = [];
  private hasRefusal = false;
  private finishReason: string | null = null;
  private readonly calls: CallDeltas;

  constructor(
    private readonly candidate: number,
    private readonly nextBlock: () => number,
  ) {
    this.calls = new CallDeltas(candidate, nextBlock);
  }

  push(choice: Members, seed: string): readonly StreamPart[] {
    const delta = choice.child("delta");
    const parts = delta ? this.pushDelta(delta, seed) : [];
    this.finishReason = choice.string("finish_reason") || this.finishReason;
    return parts;
  }

  /** Whether the server said why the candidate ended. */
  get hasFinished(): boolean {
    return this.finishReason !== null;
  }

  /** Ends what is open. */
  end(): readonly StreamPart[] {
    return [...this.endProse(), ...this.calls.end()];
  }

  /** The finish, behind `end`. */
  finish(): StreamPart {
    const seen = { hasCalls: this.calls.hasCalls, hasRefusal: this.hasRefusal };
    return { kind: "finish", candidate: this.candidate, finish: decodeFinish(this.finishReason, seen) };
  }

  private pushDelta(delta: Members, seed: string): readonly StreamPart[] {
    const parts: StreamPart[] = [];
    const reasoning = answerReasoning(delta);
    if (reasoning !== "") parts.push(...this.say("reasoning", reasoning));
    parts.push(...this.noteDetails(delta.list("reasoning_details")));
    for (const { kind, text } of answerContent(delta)) parts.push(...this.say(kind, text));
    parts.push(...this.cite(decodeAnnotations(delta.objects("annotations"))));
    const refusal = delta.string("refusal");
    if (refusal) parts.push(...this.say("refusal", refusal));
    for (const url of answerImages(delta)) parts.push(...this.show(url));
    const calls = delta.objects("tool_calls");
    const legacy = delta.child("function_call");
    if (calls.length > 0 || legacy) parts.push(...this.endProse());
    for (const call of calls) parts.push(...this.calls.push(call, seed));
    if (legacy) parts.push(...this.calls.pushLegacy(legacy, seed));
    return parts;
  }

  private say(kind: ProseKind, text: string): readonly StreamPart[] {
    const opening = this.prose?.kind === kind ? [] : [...this.endProse(), this.startProse(kind)];
    const block = this.prose?.block ?? 0;
    if (kind === "refusal") this.hasRefusal = true;
    return [...opening, { kind: `${kind}-delta`, block, text }];
  }

  private startProse(kind: ProseKind, isRedacted = false): StreamPart {
    const block = this.nextBlock();
    const { candidate } = this;
    this.prose = { kind, block };
    if (kind === "reasoning") return { kind: "reasoning-start", block, candidate, isRedacted };
    return { kind: `${kind}-start`, block, candidate };
  }

  private endProse(): readonly StreamPart[] {
    if (!this.prose) return [];
    const { kind, block } = this.prose;
    this.prose = null;
    if (kind === "refusal") return [{ kind: "refusal-end", block }];
    if (kind === "text") return [{ kind: "text-end", block, own: null }];
    const { details } = this;
    this.details = [];
    const opaque = isWantedBack(details) ? { protocol: "openai-chat" as const, value: details } : null;
    return [{ kind: "reasoning-end", block, opaque }];
  }

  /** Details that come without reasoning text are reasoning the vendor withholds. */
  private noteDetails(details: readonly JsonValue[]): readonly StreamPart[] {
    if (details.length === 0) return [];
    const isInside = this.prose?.kind === "reasoning";
    this.details = joinDetails(this.details, details);
    if (isInside || !isWantedBack(this.details)) return [];
    return [...this.endProse(), this.startProse("reasoning", true)];
  }

  private cite(citations: readonly Citation[]): readonly StreamPart[] {
    if (citations.length === 0) return [];
    const opening = this.prose?.kind === "text" ? [] : [...this.endProse(), this.startProse("text")];
    const block = this.prose?.block ?? 0;
    return [...opening, ...citations.map((citation) => ({ kind: "citation" as const, block, citation }))];
  }

  private show(url: string): readonly StreamPart[] {
    const inline = readDataUri(url);
    if (!inline) return [];
    const ending = this.endProse();
    const block = this.nextBlock();
    return [...ending, { kind: "media", block, candidate: this.candidate, ...inline }];
  }
}
