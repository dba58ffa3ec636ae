import type { LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import type { Sampling } from "../ir/request";
import type { ClaudeTraits } from "./claude-traits";

/** The least `top_p` that goes with thinking (docs, "Extended thinking", feature compatibility). */
const MIN_THINKING_TOP_P = 0.95;

/** Sampling as the model takes it; what it refuses is left out. */
export function encodeSampling(
  sampling: Sampling,
  traits: ClaudeTraits,
  isThinking: boolean,
  losses: LossList,
): JsonObject {
  reportUnknown(sampling, losses);
  // Where only one of the two goes, the temperature that holds anyway makes room for the top_p that was wished for.
  const isIdle = traits.sampling === "one" && sampling.temperature === 1 && sampling.topP !== null;
  const temperature = temperatureFor(isIdle ? null : sampling.temperature, traits, isThinking, losses);
  const isTopPOpen = traits.sampling === "all" || (traits.sampling === "one" && temperature === null);
  const topP = keepIf(
    sampling.topP,
    isTopPOpen && (!isThinking || (sampling.topP ?? 1) >= MIN_THINKING_TOP_P),
  );
  const topK = keepIf(sampling.topK, traits.sampling !== "none" && !isThinking);
  // 1 is what the model does anyway.
  if (topP === null && sampling.topP !== null && sampling.topP !== 1)
    losses.dropped("top-p", String(sampling.topP));
  if (topK === null && sampling.topK !== null) losses.dropped("top-k", String(sampling.topK));
  return {
    ...(temperature !== null && { temperature }),
    ...(topP !== null && { top_p: topP }),
    ...(topK !== null && { top_k: topK }),
  };
}

/** Anthropic's runs from 0 to 1, others' to 2; with thought it is fixed. */
function temperatureFor(
  temperature: number | null,
  traits: ClaudeTraits,
  isThinking: boolean,
  losses: LossList,
): number | null {
  if (temperature === null) return null;
  const clamped = Math.min(1, Math.max(0, temperature));
  if (traits.sampling === "none" || isThinking) {
    if (temperature !== 1) losses.dropped("temperature", String(temperature));
    return traits.sampling !== "none" && temperature === 1 ? 1 : null;
  }
  if (clamped !== temperature) losses.approximated("temperature", `${temperature} as ${clamped}`);
  return clamped;
}

function keepIf(value: number | null, isKept: boolean): number | null {
  return isKept ? value : null;
}

function reportUnknown(sampling: Sampling, losses: LossList): void {
  if (sampling.frequencyPenalty) losses.dropped("penalties", "frequency");
  if (sampling.presencePenalty) losses.dropped("penalties", "presence");
  if (sampling.seed !== null) losses.dropped("seed");
  if (sampling.topLogprobs !== null) losses.dropped("logprobs");
  if ((sampling.candidates ?? 1) > 1) losses.dropped("multiple-candidates", String(sampling.candidates));
}
