/**
 * The parts of OpenAI's Responses API that the hub reads. Everything else passes through unread.
 * Source: platform.openai.com/docs/api-reference/responses, "Streaming events".
 */

/** `usage` of a response. Totals hold their parts. */
export interface ResponseUsage {
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly total_tokens?: number | null;
  readonly input_tokens_details?: {
    readonly cached_tokens?: number | null;
    /** Providers that bill writes to a cache. */
    readonly cache_write_tokens?: number | null;
  } | null;
  readonly output_tokens_details?: { readonly reasoning_tokens?: number | null } | null;
}

export interface ResponseObject {
  readonly usage?: ResponseUsage | null;
  readonly output?: readonly { readonly type?: unknown }[] | null;
  /** As served; the request may have asked for another. */
  readonly service_tier?: string | null;
}

/** `response.completed`, `.incomplete` and `.failed` */
export interface ResponseEvent {
  readonly response?: ResponseObject | null;
}
