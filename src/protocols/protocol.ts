import type { Usage } from "@/domain/pricing/usage";
import type { Protocol } from "@/domain/protocol";
import type { JsonOutline } from "@/lib/json-outline";
import type { SseEvent } from "@/lib/sse-reader";

/** A request body as it came, with the index of its top-level fields. */
export interface JsonBody {
  readonly bytes: Buffer;
  readonly outline: JsonOutline;
}

/** What the gateway has to know of a request, whatever its dialect. */
export interface Envelope {
  /** null when the body names none. */
  readonly model: string | null;
  readonly wantsStream: boolean;
  /** The client's cap on output tokens; null when it sets none. */
  readonly maxOutputTokens: number | null;
  readonly messagesCount: number | null;
}

/**
 * What one event of a stream means.
 * - neutral: says nothing yet (pings, preludes, unknown types)
 * - content: the answer has begun
 * - error: the upstream failed inside a 200
 * - terminal: the answer is complete; only this makes it so
 */
export type EventVerdict = "neutral" | "content" | "error" | "terminal";

/** Follows one stream: judges each event and gathers usage. Pure state, no I/O. */
export interface StreamMonitor {
  see(event: SseEvent): EventVerdict;
  /** What is known of the call's usage; null while the upstream reported nothing. */
  usage(): StreamUsage | null;
}

export interface StreamUsage {
  readonly usage: Usage;
  /** The upstream has not told the final numbers: output tokens are guessed from the content seen. */
  readonly isEstimated: boolean;
}

/** An answer in one piece, looked into. */
export type AnswerVerdict =
  | { readonly kind: "complete"; readonly usage: Usage | null }
  /** An error object inside a 200. */
  | { readonly kind: "error"; readonly message: string }
  /** Not an answer of this dialect at all: HTML, nothing, something else. */
  | { readonly kind: "invalid"; readonly message: string };

/** An error as the client is to be told of it. */
export interface ErrorFacts {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
  /** Further members of the error object, such as those of a limit. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** One wire format, as the gateway uses it. */
export interface ProtocolAdapter {
  readonly protocol: Protocol;
  readEnvelope(body: JsonBody): Envelope;
  openStreamMonitor(): StreamMonitor;
  inspectAnswer(body: Buffer): AnswerVerdict;
  /** The JSON body of an error response. */
  errorBody(error: ErrorFacts): string;
  /** The event that ends a stream which has already begun. */
  errorEvent(error: ErrorFacts): string;
  /** The text of an upstream's error body, for people; null when it is not of this dialect. */
  errorMessage(body: Buffer): string | null;
}
