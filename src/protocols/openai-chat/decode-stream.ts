import type { Usage } from "@/domain/pricing/usage";
import { parseJson } from "@/lib/parse-json";
import type { SseEvent } from "@/lib/sse-reader";
import type { StreamDecoder } from "../ir/codec";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { StreamPart } from "../ir/stream-part";
import { TranslationError } from "../ir/translation-error";
import { ChoiceDeltas } from "./choice-deltas";
import { failOnError } from "./decode-answer-content";
import { Members } from "./read-members";
import { usageFromWire } from "./usage";
import { DONE } from "./wire";

/** More candidates than anybody asks for; a server that numbers without bound must not fill the memory. */
const MAX_CANDIDATES = 128;

/**
 * Reads a stream of `chat.completion.chunk`s. It is whole with `[DONE]`.
 *
 * Source: platform.openai.com/docs/api-reference/chat-streaming
 */
export class ChatStreamDecoder implements StreamDecoder {
  private readonly choices = new Map<number, ChoiceDeltas>();
  private blocks = 0;
  private seed: string | null = null;
  private hasStarted = false;
  private hasEnded = false;
  private wireUsage: JsonObject | null = null;
  private serviceTier: JsonValue = null;

  push({ event, data }: SseEvent): readonly StreamPart[] {
    const text = data.trim();
    if (this.hasEnded || text === "") return [];
    if (text === DONE) return this.end();
    const value = parseJson<JsonValue>(text);
    if (value === undefined) throw new TranslationError("invalid_answer", "an event holds no JSON");
    const chunk = Members.of(value, "", "invalid_answer");
    failOnError(chunk);
    if (event === "error")
      throw new TranslationError("invalid_answer", `the upstream failed: ${text.slice(0, 200)}`);
    return this.pushChunk(chunk);
  }

  finish(): readonly StreamPart[] {
    if (this.hasEnded) return [];
    this.hasEnded = true;
    return this.closeAll((choice) => choice.hasFinished);
  }

  private pushChunk(chunk: Members): readonly StreamPart[] {
    const choices = chunk.objects("choices");
    this.wireUsage = chunk.json("usage") ?? this.wireUsage;
    this.serviceTier = chunk.value("service_tier") ?? this.serviceTier;
    // Azure opens with a chunk about content filters that has neither id nor choices.
    if (choices.length === 0) return [];
    this.seed ??= chunk.string("id") || String(chunk.value("created") ?? "");
    const parts: StreamPart[] = [...this.start(chunk)];
    for (const [place, choice] of choices.entries()) {
      // Moonshot's place for it.
      this.wireUsage = choice.json("usage") ?? this.wireUsage;
      parts.push(...this.choiceOf(choice, place).push(choice, this.seed));
    }
    return parts;
  }

  private start(chunk: Members): readonly StreamPart[] {
    if (this.hasStarted) return [];
    this.hasStarted = true;
    const id = chunk.string("id") || null;
    const model = chunk.string("model") || null;
    return [{ kind: "start", id, model, usage: null }];
  }

  private choiceOf(choice: Members, place: number): ChoiceDeltas {
    const index = choice.number("index") ?? place;
    const known = this.choices.get(index);
    if (known) return known;
    if (this.choices.size >= MAX_CANDIDATES) choice.fail("index", "there are too many choices");
    const fresh = new ChoiceDeltas(index, () => this.blocks++);
    this.choices.set(index, fresh);
    return fresh;
  }

  private end(): readonly StreamPart[] {
    if (!this.hasStarted) {
      throw new TranslationError("invalid_answer", "the stream ended before any answer");
    }
    this.hasEnded = true;
    return [...this.closeAll(() => true), { kind: "end", usage: this.usage() }];
  }

  private closeAll(isFinished: (choice: ChoiceDeltas) => boolean): readonly StreamPart[] {
    const choices = [...this.choices].toSorted(([one], [other]) => one - other).map(([, choice]) => choice);
    return choices.flatMap((choice) => [...choice.end(), ...(isFinished(choice) ? [choice.finish()] : [])]);
  }

  private usage(): Usage | null {
    return this.wireUsage && usageFromWire(this.wireUsage, this.serviceTier);
  }
}
