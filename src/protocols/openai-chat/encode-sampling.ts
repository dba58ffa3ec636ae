import type { LossFeature } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import type { IrRequest, Sampling } from "../ir/request";
import type { EncodeContext } from "./encode-context";

/** The API's cap on stop sequences. */
const MAX_STOPS = 4;

/**
 * How tokens are chosen. OpenAI's reasoning models answer 400 to anything but the defaults, unless they are told not to
 * think.
 *
 * Source: platform.openai.com/docs/guides/latest-model, "parameter compatibility"
 */
export function encodeSampling(request: IrRequest, context: EncodeContext): JsonObject {
  const { sampling } = request;
  const { losses, traits } = context;
  if (sampling.topK !== null) losses.dropped("top-k");
  const isFixed = traits.isOpenAiReasoning && !isThoughtless(request, context);
  return {
    ...(isFixed ? fixedSampling(sampling, context) : freeSampling(sampling)),
    ...(sampling.seed === null ? {} : { seed: sampling.seed }),
    ...(sampling.candidates === null ? {} : { n: sampling.candidates }),
    ...encodeStop(request, context),
  };
}

function isThoughtless({ reasoning }: IrRequest, { traits }: EncodeContext): boolean {
  return reasoning?.mode === "off" && traits.efforts.includes("none");
}

function freeSampling(sampling: Sampling): JsonObject {
  const { temperature, topP, frequencyPenalty, presencePenalty, topLogprobs } = sampling;
  return {
    ...(temperature === null ? {} : { temperature }),
    ...(topP === null ? {} : { top_p: topP }),
    ...(frequencyPenalty === null ? {} : { frequency_penalty: frequencyPenalty }),
    ...(presencePenalty === null ? {} : { presence_penalty: presencePenalty }),
    ...(topLogprobs === null ? {} : { logprobs: true }),
    // Zero is what `logprobs` alone means; the API's own default for the number is the same.
    ...(topLogprobs ? { top_logprobs: topLogprobs } : {}),
  };
}

function fixedSampling(sampling: Sampling, { losses }: EncodeContext): JsonObject {
  const given: readonly (readonly [LossFeature, string, number | null, number | null])[] = [
    ["temperature", "temperature", sampling.temperature, 1],
    ["top-p", "top_p", sampling.topP, 1],
    ["penalties", "frequency_penalty", sampling.frequencyPenalty, 0],
    ["penalties", "presence_penalty", sampling.presencePenalty, 0],
    ["logprobs", "logprobs", sampling.topLogprobs, null],
  ];
  for (const [feature, name, value, standard] of given) {
    if (value !== null && value !== standard) losses.dropped(feature, `${name}: not for reasoning models`);
  }
  return {};
}

function encodeStop({ stopSequences }: IrRequest, { traits, losses }: EncodeContext): JsonObject {
  if (stopSequences.length === 0) return {};
  if (traits.isOpenAiReasoning) {
    losses.dropped("stop-sequences", "not for reasoning models");
    return {};
  }
  if (stopSequences.length > MAX_STOPS) losses.dropped("stop-sequences", `beyond ${MAX_STOPS}`);
  return { stop: stopSequences.slice(0, MAX_STOPS) };
}
