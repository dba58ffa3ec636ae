/**
 * The parts of OpenAI's Chat Completions API that the hub reads, and what compatible providers add to them. Everything
 * else passes through unread.
 * Source: platform.openai.com/docs/api-reference/chat, "Streaming" and "Error codes"; api-docs.deepseek.com;
 * platform.moonshot.ai; openrouter.ai/docs.
 */

/** `usage` of a completion, and of the last chunk of a stream that was asked to report it. Totals hold their parts. */
export interface ChatUsage {
  readonly prompt_tokens?: number | null;
  readonly completion_tokens?: number | null;
  readonly total_tokens?: number | null;
  readonly prompt_tokens_details?: {
    readonly cached_tokens?: number | null;
    /** Providers that bill writes to a cache, such as OpenRouter's. */
    readonly cache_write_tokens?: number | null;
    readonly image_tokens?: number | null;
  } | null;
  readonly completion_tokens_details?: {
    readonly reasoning_tokens?: number | null;
    readonly image_tokens?: number | null;
  } | null;
  /** Images and audio */
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly input_tokens_details?: { readonly image_tokens?: number | null } | null;
  readonly output_tokens_details?: { readonly image_tokens?: number | null } | null;
  /** DeepSeek */
  readonly prompt_cache_hit_tokens?: number | null;
  /** Moonshot */
  readonly cached_tokens?: number | null;
}

export interface ChatChoice {
  readonly delta?: unknown;
  /** Legacy completions */
  readonly text?: unknown;
  readonly finish_reason?: string | null;
  /** Moonshot */
  readonly usage?: ChatUsage | null;
}

export interface ChatChunk {
  readonly choices?: readonly ChatChoice[] | null;
  readonly usage?: ChatUsage | null;
  readonly service_tier?: string | null;
  readonly error?: unknown;
}

/** The data that ends a stream. */
export const DONE = "[DONE]";
