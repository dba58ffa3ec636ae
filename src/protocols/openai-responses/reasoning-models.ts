import type { Effort } from "../ir/effort";

/** What is known of an OpenAI model by its name. */
export interface ModelTraits {
  /** The efforts it takes; none: it does not reason, and refuses to be told how hard. */
  readonly efforts: readonly Effort[];
  /** It refuses `temperature` and `top_p`. */
  readonly hasFixedSampling: boolean;
}

/**
 * By the model pages of developers.openai.com. The first that matches counts; of names nobody knows the usual efforts
 * are assumed.
 */
const KNOWN: readonly (readonly [RegExp, ModelTraits])[] = [
  [/^(?:gpt-[34]|chatgpt-4|gpt-5(?:\.\d)?-chat|codex-davinci)/, { efforts: [], hasFixedSampling: false }],
  [/^gpt-5(?:\.\d)?-pro/, { efforts: ["high"], hasFixedSampling: true }],
  [/^gpt-5-codex/, { efforts: ["low", "medium", "high"], hasFixedSampling: true }],
  [/^gpt-5\.[1-9]/, { efforts: ["none", "low", "medium", "high", "xhigh"], hasFixedSampling: true }],
  [/^gpt-5/, { efforts: ["minimal", "low", "medium", "high"], hasFixedSampling: true }],
  [/^(?:o\d|codex-)/, { efforts: ["low", "medium", "high"], hasFixedSampling: true }],
];

const UNKNOWN: ModelTraits = { efforts: ["low", "medium", "high"], hasFixedSampling: false };

export function traitsOf(model: string): ModelTraits {
  const name = model.slice(model.lastIndexOf("/") + 1).toLowerCase();
  return KNOWN.find(([pattern]) => pattern.test(name))?.[1] ?? UNKNOWN;
}
