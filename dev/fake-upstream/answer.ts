import type { Call } from "./call";
import type { Content } from "./content";
import { FILLER_MARK, fillerTexts, fillerWords } from "./filler";
import type { Script, ToolCall } from "./script";
import { splitText, usualPieces } from "./split-text";
import type { Usage } from "./usage";

/** What a dialect has to put into its own words. */
export type Answer = {
  readonly model: string;
  readonly createdAtSeconds: number;
  readonly thinking: string;
  /** May contain the filler mark, see `filler.ts`. */
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly interleaveToolCalls: boolean;
  /** `end`, `length`, `tool`, `filter`, or a word of the dialect itself. */
  readonly stop: string;
  readonly usage: Usage;
  /** The text in deltas; filler is made while it is read. */
  textDeltas(): Iterable<string>;
  /** Any other string in deltas. */
  deltas(text: string): string[];
};

const FILLER_DELTA_BYTES = 4096;

/** Combines call, script and content into an answer. Pure: the clock comes in as `nowMs`. */
export function composeAnswer(call: Call, script: Script, content: Content, nowMs: number): Answer {
  const { text, toolCalls } = content;
  const thinking = script.thinking ?? "";
  const fillerBytes = script.bodyBytes ?? 0;
  const deltas = (whole: string) => splitText(whole, script.chunks ?? usualPieces(whole));
  return {
    model: call.model,
    createdAtSeconds: Math.floor(nowMs / 1000),
    thinking,
    text: fillerBytes > 0 ? text + FILLER_MARK : text,
    toolCalls,
    interleaveToolCalls: script.interleaveToolCalls ?? false,
    stop: script.stopReason ?? (toolCalls.length > 0 ? "tool" : "end"),
    usage: usageOf(call, script, thinking, content),
    deltas,
    *textDeltas() {
      yield* deltas(text);
      yield* fillerTexts(fillerBytes, fillerDeltaBytes(fillerBytes, script.chunks));
    },
  };
}

/** The arguments of a call as the JSON text that dialects stream. */
export function argumentsText(call: ToolCall): string {
  return typeof call.input === "string" ? call.input : JSON.stringify(call.input);
}

/** The arguments of a call for dialects that only know objects. */
export function argumentsObject(call: ToolCall): Record<string, unknown> {
  return typeof call.input === "string" ? { input: call.input } : call.input;
}

function fillerDeltaBytes(fillerBytes: number, chunks: number | undefined): number {
  return chunks === undefined ? FILLER_DELTA_BYTES : Math.max(1, Math.ceil(fillerBytes / chunks));
}

function usageOf(call: Call, script: Script, thinking: string, content: Content): Usage {
  const thought = words(thinking);
  const called = content.toolCalls.reduce(
    (sum, tool) => sum + words(`${tool.name} ${argumentsText(tool)}`),
    0,
  );
  const said = words(content.text) + fillerWords(script.bodyBytes ?? 0);
  const outputTokens = script.usage?.outputTokens ?? thought + said + called;
  return {
    inputTokens: script.usage?.inputTokens ?? Math.ceil(call.bodyBytes / 4),
    cacheReadTokens: script.usage?.cacheReadTokens ?? 0,
    cacheWrite5mTokens: script.usage?.cacheWrite5mTokens ?? 0,
    cacheWrite1hTokens: script.usage?.cacheWrite1hTokens ?? 0,
    outputTokens,
    reasoningTokens: script.usage?.reasoningTokens ?? Math.min(thought, outputTokens),
  };
}

function words(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
