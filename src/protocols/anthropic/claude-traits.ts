import type { Effort } from "../ir/effort";

/** What a model accepts of a request; the versions of Claude differ, and refuse what they do not know. */
export interface ClaudeTraits {
  /**
   * - none: no thinking at all
   * - budget: `thinking.type` enabled, with `budget_tokens`
   * - adaptive: `thinking.type` adaptive, steered by `output_config.effort`
   */
  readonly thinking: "none" | "budget" | "adaptive";
  /** The efforts `output_config.effort` may name; none where the model has no such setting. */
  readonly efforts: readonly Effort[];
  /** Whether thinking can be switched off. */
  readonly canStopThinking: boolean;
  /** `temperature`, `top_p`, `top_k`; `one`: not temperature and top_p together. */
  readonly sampling: "none" | "one" | "all";
  /** `output_config.format` and `strict` tools. */
  readonly hasStructuredOutput: boolean;
}

/** Models of other vendors behind Anthropic's interface keep to the interface as it was when they copied it. */
const FOREIGN: ClaudeTraits = {
  thinking: "budget",
  efforts: [],
  canStopThinking: true,
  sampling: "all",
  hasStructuredOutput: true,
};

const ADAPTIVE: ClaudeTraits = {
  thinking: "adaptive",
  efforts: ["low", "medium", "high", "xhigh", "max"],
  canStopThinking: true,
  sampling: "none",
  hasStructuredOutput: true,
};

/** The version in a name: `claude-opus-4-7`, `claude-3-7-sonnet-…`, `claude-sonnet-4.5`; not the date behind it. */
const VERSION = /claude-(?:[a-z]+-)?(\d{1,2})(?:[-.](\d{1,2}))?(?!\d)/;

/** Families that think always. */
const ALWAYS_THINKING = /claude-(?:fable|mythos)/;

/**
 * The traits of the model that a name stands for. Names of Claude without a version are taken for new models, which
 * the next ones will most likely resemble.
 *
 * Source: platform.claude.com, "Thinking", "Effort", "Structured outputs" and the migration guides of 4.6 and 4.7.
 */
export function claudeTraitsOf(model: string): ClaudeTraits {
  const name = model.toLowerCase();
  if (!name.includes("claude")) return FOREIGN;
  const [, major, minor] = VERSION.exec(name) ?? [];
  if (major === undefined) return { ...ADAPTIVE, canStopThinking: !ALWAYS_THINKING.test(name) };
  const version = Number(major) * 100 + Number(minor ?? 0);
  if (version < 307) return { ...FOREIGN, thinking: "none", hasStructuredOutput: false };
  if (version < 401) return { ...FOREIGN, hasStructuredOutput: false };
  if (version < 406) return { ...FOREIGN, sampling: "one" };
  if (version < 407) return { ...ADAPTIVE, efforts: ["low", "medium", "high", "max"], sampling: "one" };
  return { ...ADAPTIVE, canStopThinking: !ALWAYS_THINKING.test(name) };
}
