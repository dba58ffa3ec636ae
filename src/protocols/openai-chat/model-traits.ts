import type { Effort } from "../ir/effort";

/** What a model's name tells about the parameters its server takes. */
export interface ModelTraits {
  /** One of OpenAI's own models. All others run on servers that speak the protocol more or less. */
  readonly isOpenAi: boolean;
  /** One of OpenAI's that reason: no sampling, no stop sequences, and `max_completion_tokens` only. */
  readonly isOpenAiReasoning: boolean;
  readonly takesParallelToolCalls: boolean;
  readonly takesVerbosity: boolean;
  /** Takes `web_search_options`. */
  readonly searches: boolean;
  /** Efforts it knows; none = it takes no `reasoning_effort`. */
  readonly efforts: readonly Effort[];
  /** Its server takes reasoning back: all but OpenAI's own, whose models others serve under a prefix (OpenRouter). */
  readonly takesReasoning: boolean;
  /** Refuses an assistant's message with tool calls that has no `reasoning_content`, be it empty. */
  readonly wantsReasoningBack: boolean;
}

const OPENAI = /^(?:gpt-|chatgpt-|o\d|codex-)/;
/** OpenAI's open weights, served by everybody. */
const OPEN_WEIGHTS = /^gpt-oss/;
const O_SERIES = /^o\d/;
const GPT = /^gpt-(\d+)(?:\.(\d+))?/;
/** The ones behind ChatGPT and search do not take the parameters of reasoning models. */
const CHAT_ONLY = /^gpt-\d.*-(?:chat|search)/;

/**
 * Reads the traits off the name, with or without a vendor's prefix (`openai/gpt-5.2`).
 *
 * Source: platform.openai.com/docs/guides/reasoning and /docs/guides/latest-model, "parameter compatibility".
 */
export function modelTraits(model: string): ModelTraits {
  const name = model.slice(model.lastIndexOf("/") + 1).toLowerCase();
  const searches = /search/.test(name);
  if (!OPENAI.test(name) || OPEN_WEIGHTS.test(name)) {
    return { ...COMPATIBLE, searches, wantsReasoningBack: name.includes("deepseek") };
  }
  const version = gptVersion(name);
  const isOSeries = O_SERIES.test(name);
  const isReasoning = isOSeries || name.startsWith("codex-") || (version >= 5 && !CHAT_ONLY.test(name));
  return {
    isOpenAi: true,
    isOpenAiReasoning: isReasoning,
    takesParallelToolCalls: !isOSeries,
    takesVerbosity: version >= 5,
    searches,
    efforts: isReasoning ? effortsOf(name, version) : [],
    takesReasoning: model.includes("/"),
    wantsReasoningBack: false,
  };
}

const COMPATIBLE: ModelTraits = {
  isOpenAi: false,
  isOpenAiReasoning: false,
  takesParallelToolCalls: true,
  takesVerbosity: false,
  searches: false,
  takesReasoning: true,
  efforts: ["none", "low", "medium", "high"],
  wantsReasoningBack: false,
};

/** `gpt-5.2` is 5.2, a name without a number is 0. */
function gptVersion(name: string): number {
  const [, major = "0", minor = "0"] = GPT.exec(name) ?? [];
  return Number(`${major}.${minor}`);
}

function effortsOf(name: string, version: number): readonly Effort[] {
  if (name.includes("-pro")) return version >= 5.2 ? ["medium", "high", "xhigh"] : ["high"];
  if (version >= 5.6) return ["none", "low", "medium", "high", "xhigh", "max"];
  if (version >= 5.2) return ["none", "low", "medium", "high", "xhigh"];
  if (version >= 5.1) return ["none", "low", "medium", "high"];
  if (version >= 5 && !name.includes("codex")) return ["minimal", "low", "medium", "high"];
  return ["low", "medium", "high"];
}
