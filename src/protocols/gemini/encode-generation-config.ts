import type { LossList } from "../ir/loss";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { IrRequest, OutputFormat } from "../ir/request";
import { encodeThinking } from "./encode-thinking";
import { type GeminiModel, isThirdGeneration } from "./model-generation";
import { geminiSchema } from "./schema-to-wire";

const MAX_STOP_SEQUENCES = 5;
const MAX_CANDIDATES = 8;
const MAX_INT32 = 2 ** 31 - 1;

/**
 * A `generationConfig`; what Gemini does not take is clamped or left out, and told.
 *
 * @param modelMaxOutputTokens the most the model gives; null where that is not known
 */
export function encodeGenerationConfig(
  request: IrRequest,
  model: GeminiModel,
  modelMaxOutputTokens: number | null,
  losses: LossList,
): JsonObject {
  const { sampling } = request;
  const stopSequences = stops(request.stopSequences, losses);
  const thinkingConfig = encodeThinking(request.reasoning, model, losses);
  return given({
    temperature: sampling.temperature,
    topP: sampling.topP,
    topK: sampling.topK,
    frequencyPenalty: sampling.frequencyPenalty,
    presencePenalty: sampling.presencePenalty,
    seed: seed(sampling.seed, losses),
    candidateCount: candidates(sampling.candidates, losses),
    responseLogprobs: sampling.topLogprobs === null ? null : true,
    logprobs: sampling.topLogprobs || null,
    maxOutputTokens: maxOutput(request.maxOutputTokens, modelMaxOutputTokens, losses),
    stopSequences: stopSequences.length > 0 ? stopSequences : null,
    thinkingConfig,
    ...outputFormat(request, model, losses),
  });
}

function given(members: Readonly<Record<string, JsonValue>>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

function stops(sequences: readonly string[], losses: LossList): readonly string[] {
  const kept = sequences.filter((sequence) => sequence !== "").slice(0, MAX_STOP_SEQUENCES);
  const surplus = sequences.length - kept.length;
  if (surplus > 0) losses.dropped("stop-sequences", `${surplus} of ${sequences.length}`);
  return kept;
}

function seed(seed: number | null, losses: LossList): number | null {
  if (seed === null || (Number.isInteger(seed) && Math.abs(seed) <= MAX_INT32)) return seed;
  losses.approximated("seed", "32 bits of it");
  return Math.abs(Math.trunc(seed)) % MAX_INT32;
}

function candidates(count: number | null, losses: LossList): number | null {
  if (count === null || count <= MAX_CANDIDATES) return count;
  losses.approximated("multiple-candidates", `${count} as ${MAX_CANDIDATES}`);
  return MAX_CANDIDATES;
}

function maxOutput(asked: number | null, most: number | null, losses: LossList): number | null {
  if (asked === null || most === null || asked <= most) return asked;
  losses.approximated("max-output-tokens", `${asked} as ${most}`);
  return most;
}

/** Whether JSON answers and functions go together; before Gemini 3 the API refuses the request. */
export function mustSpellFormatOut({ tools, outputFormat }: IrRequest, model: GeminiModel): boolean {
  const hasFormat = outputFormat !== null && outputFormat.kind !== "text";
  return hasFormat && !isThirdGeneration(model) && tools.some(({ kind }) => kind !== "opaque");
}

function outputFormat(request: IrRequest, model: GeminiModel, losses: LossList): JsonObject {
  const { outputFormat: format } = request;
  if (mustSpellFormatOut(request, model)) {
    losses.approximated("output-format", "as an instruction: the model takes no format beside tools");
    return {};
  }
  if (format === null) return {};
  if (format.kind === "text") return { responseMimeType: "text/plain" };
  if (format.kind === "json") return { responseMimeType: "application/json" };
  if (format.description !== null) losses.dropped("output-format", "description");
  return {
    responseMimeType: "application/json",
    responseJsonSchema: geminiSchema(format.schema, "output-format", losses),
  };
}

/** The output format in words. */
export function formatInstruction(format: OutputFormat): string {
  const rule = "Your final answer must be one JSON object and nothing else, without a code fence.";
  return format.kind === "json-schema"
    ? `${rule} It must match this JSON Schema: ${JSON.stringify(format.schema)}`
    : rule;
}
