/**
 * The parts of Anthropic's Messages API that the hub reads. Everything else passes through unread.
 * Source: docs.claude.com, API reference "Messages", "Streaming messages", "Errors".
 */

/** `usage` of a message, of `message_start` and of `message_delta` (there cumulative, and partly absent). */
export interface AnthropicUsage {
  readonly input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_creation?: {
    readonly ephemeral_5m_input_tokens?: number | null;
    readonly ephemeral_1h_input_tokens?: number | null;
  } | null;
  readonly output_tokens_details?: { readonly thinking_tokens?: number | null } | null;
  readonly server_tool_use?: { readonly web_search_requests?: number | null } | null;
  readonly service_tier?: string | null;
}

export interface MessageStartEvent {
  readonly message?: { readonly usage?: AnthropicUsage | null };
}

export interface MessageDeltaEvent {
  readonly usage?: AnthropicUsage | null;
}

export interface AnthropicErrorBody {
  readonly error?: { readonly type?: unknown; readonly message?: unknown };
}
