import type { Effort } from "./effort";
import type { JsonObject, JsonValue, Opaque, OwnFields } from "./opaque";
import type { CacheMarker, Part, TextPart } from "./part";

/** A request for an answer, whatever protocol it came in. null = the client says nothing of it. */
export interface IrRequest {
  /** Prompts that stand before the conversation. */
  readonly instructions: readonly Instruction[];
  readonly turns: readonly Turn[];
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice | null;
  readonly parallelToolCalls: boolean | null;
  readonly sampling: Sampling;
  /** Cap on output tokens, reasoning included. */
  readonly maxOutputTokens: number | null;
  readonly stopSequences: readonly string[];
  readonly reasoning: ReasoningConfig | null;
  readonly outputFormat: OutputFormat | null;
  /** OpenAI's `verbosity`. */
  readonly verbosity: string | null;
  /** Who the end user is, as vendors want it for abuse reports. */
  readonly userId: string | null;
  readonly metadata: JsonObject | null;
  /** As vendors name it: auto, default, flex, priority, standard_only … */
  readonly serviceTier: string | null;
  /** Whether the vendor may keep the answer (OpenAI's `store`). */
  readonly store: boolean | null;
  /** OpenAI's `prompt_cache_key`. */
  readonly promptCacheKey: string | null;
  readonly wantsStream: boolean;
  /** Chat Completions: the client asked for a chunk with the usage. */
  readonly wantsStreamUsage: boolean;
  readonly own: OwnFields | null;
}

export interface Instruction {
  readonly role: "system" | "developer";
  readonly parts: readonly TextPart[];
  readonly own: OwnFields | null;
}

/**
 * One message. Results of tools stand in user turns, calls in assistant turns. system and developer: instructions in
 * the midst of the conversation. Decoders neither merge nor reorder turns; encoders do, where their protocol demands.
 */
export interface Turn {
  readonly role: "user" | "assistant" | "system" | "developer";
  readonly parts: readonly Part[];
  readonly own: OwnFields | null;
}

export type Tool = FunctionTool | CustomTool | WebSearchTool | OpaqueTool;

interface ToolBase {
  readonly cache: CacheMarker | null;
  readonly own: OwnFields | null;
}

export interface FunctionTool extends ToolBase {
  readonly kind: "function";
  readonly name: string;
  readonly description: string | null;
  /** JSON Schema of the input, as the client wrote it. null = the tool takes nothing. */
  readonly parameters: JsonObject | null;
  readonly strict: boolean | null;
}

/** A tool whose input is free text (OpenAI's `custom`). */
export interface CustomTool extends ToolBase {
  readonly kind: "custom";
  readonly name: string;
  readonly description: string | null;
  /** A grammar or the like. */
  readonly format: JsonValue;
}

/** The vendor's own web search: each protocol has one. */
export interface WebSearchTool extends ToolBase {
  readonly kind: "web-search";
  readonly maxUses: number | null;
  readonly allowedDomains: readonly string[];
  readonly blockedDomains: readonly string[];
}

/** A tool that the vendor runs, or of a type only one protocol has. */
export interface OpaqueTool extends ToolBase {
  readonly kind: "opaque";
  /** Its type on the wire, for people. */
  readonly what: string;
  readonly opaque: Opaque;
}

export type ToolChoice =
  | { readonly kind: "auto" }
  | { readonly kind: "none" }
  /** Some tool must be called. */
  | { readonly kind: "required" }
  | { readonly kind: "tool"; readonly name: string }
  /** Only these tools are open to the model; `isRequired`: one of them must be called. */
  | { readonly kind: "allowed"; readonly names: readonly string[]; readonly isRequired: boolean };

export interface Sampling {
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly topK: number | null;
  readonly frequencyPenalty: number | null;
  readonly presencePenalty: number | null;
  readonly seed: number | null;
  /** How many answers are wanted (`n`, `candidateCount`). */
  readonly candidates: number | null;
  /** Log probabilities: how many alternatives per token; 0 = only the chosen token's. */
  readonly topLogprobs: number | null;
}

/** How much a model is to think. */
export interface ReasoningConfig {
  /** off: not at all; adaptive: as the model sees fit; on: as `effort` or `budgetTokens` say, else as usual. */
  readonly mode: "off" | "adaptive" | "on";
  readonly effort: Effort | null;
  readonly budgetTokens: number | null;
  /** What of it is to be shown: a summary's style, "none" for nothing. */
  readonly summary: "auto" | "concise" | "detailed" | "none" | null;
}

export type OutputFormat =
  | { readonly kind: "text" }
  /** Any JSON object. */
  | { readonly kind: "json" }
  | {
      readonly kind: "json-schema";
      readonly name: string | null;
      readonly description: string | null;
      readonly schema: JsonObject;
      readonly strict: boolean | null;
    };

export const NO_SAMPLING: Sampling = {
  temperature: null,
  topP: null,
  topK: null,
  frequencyPenalty: null,
  presencePenalty: null,
  seed: null,
  candidates: null,
  topLogprobs: null,
};
