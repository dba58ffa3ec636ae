/**
 * The parts of Google's Gemini API that the hub reads. Everything else passes through unread.
 * Source: ai.google.dev/api/generate-content; the Code Assist envelope as Gemini CLI
 * (github.com/google-gemini/gemini-cli) sends it.
 */

/** What of a count was text, images and so on. */
export interface ModalityCount {
  readonly modality?: string | null;
  readonly tokenCount?: number | null;
}

/** Counts of a response. In a stream each chunk has the counts so far. Thoughts stand beside the candidates. */
export interface UsageMetadata {
  /** All of the prompt, what was read from a cache included. */
  readonly promptTokenCount?: number | null;
  readonly cachedContentTokenCount?: number | null;
  /** Results of tools that Google ran; beside the prompt. */
  readonly toolUsePromptTokenCount?: number | null;
  readonly candidatesTokenCount?: number | null;
  readonly thoughtsTokenCount?: number | null;
  readonly totalTokenCount?: number | null;
  readonly promptTokensDetails?: readonly ModalityCount[] | null;
  readonly cacheTokensDetails?: readonly ModalityCount[] | null;
  readonly candidatesTokensDetails?: readonly ModalityCount[] | null;
  /** Vertex AI: ON_DEMAND, ON_DEMAND_PRIORITY, ON_DEMAND_FLEX, PROVISIONED_THROUGHPUT. */
  readonly trafficType?: string | null;
}

export interface Candidate {
  readonly index?: number | null;
  readonly content?: { readonly parts?: unknown } | null;
  readonly finishReason?: string | null;
  readonly groundingMetadata?: { readonly webSearchQueries?: readonly unknown[] | null } | null;
}

/** A response, or one chunk of a stream. */
export interface GenerateContentResponse {
  readonly candidates?: readonly Candidate[] | null;
  readonly promptFeedback?: { readonly blockReason?: string | null } | null;
  readonly usageMetadata?: UsageMetadata | null;
  readonly modelVersion?: string | null;
  readonly error?: unknown;
}

/** The same in the envelope of Code Assist. */
export interface CodeAssistResponse {
  readonly response?: GenerateContentResponse | null;
}
