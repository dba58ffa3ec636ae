import type { Usage } from "@/domain/pricing/usage";
import type { Protocol } from "@/domain/protocol";
import type { JsonOutline } from "@/lib/json-outline";
import type { SseEvent } from "@/lib/sse-reader";

/** A request body as it came, with the index of its top-level fields. */
export interface JsonBody {
  readonly bytes: Buffer;
  readonly outline: JsonOutline;
}

/** A request as far as a dialect has a say in it. */
export interface ClientRequest {
  readonly body: JsonBody;
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
}

/** How a stream is cut into events: server-sent events, or the elements of a JSON array that grows. */
export type StreamFraming = "sse" | "json-array";

/** What the gateway has to know of a request, whatever its dialect. */
export interface Envelope {
  /** null when neither body nor path name one. */
  readonly model: string | null;
  readonly wantsStream: boolean;
  /** The framing the client expects of a stream. */
  readonly framing: StreamFraming;
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

/** Changes an answer on its way to the client, where the hub asked the upstream for more or other than the client did. */
export interface AnswerRewriter {
  /** An answer in one piece, as the client is to get it. */
  whole(body: Buffer): Buffer;
  /** The data of an event as the client is to get it; null = the client gets no such event. The same text = untouched. */
  event(data: string): string | null;
}

/** What the hub changes in a request so that a provider understands it or tells its usage, and in the answer to match. */
export interface RequestVariant {
  readonly path: string;
  /** Bytes of the body to be replaced; they do not overlap. */
  readonly changes: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  readonly rewriter: AnswerRewriter | null;
}

/** What of a provider decides about variants of its dialect. */
export interface VariantFacts {
  /** It wants Google's Code Assist envelope. */
  readonly geminiCliEnvelope: boolean;
  /** It may be asked for the usage of streams. */
  readonly tellsStreamUsage: boolean;
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

/** The members of a body in which a conversation begins. */
export interface ConversationOpening {
  /** Members that hold for the whole conversation: system prompt, tools. */
  readonly fixed: readonly string[];
  /** The member that lists the turns. */
  readonly turns: string;
  /** The member that holds all of these, where it is not the body itself. */
  readonly inside?: string;
}

/** One wire format, as the gateway uses it. */
export interface ProtocolAdapter {
  readonly protocol: Protocol;
  readEnvelope(request: ClientRequest): Envelope;
  /** The id of the conversation that the body names; null when it names none. */
  sessionHint(body: JsonBody): string | null;
  /** Where a conversation begins: the parts of a body that stay the same from its first turn on. */
  readonly opening: ConversationOpening;
  /**
   * The path that names `model` in the place of the client's; the same path where the dialect names models in bodies.
   */
  pathWithModel(path: string, model: string): string;
  /**
   * What a provider that speaks this dialect with habits of its own needs; null where it gets what the client sent.
   *
   * @param model the one sent upstream
   */
  variantFor(request: ClientRequest, model: string | null, provider: VariantFacts): RequestVariant | null;
  /** @param promptBytes size of the request, for estimates where the upstream reports nothing */
  openStreamMonitor(promptBytes: number): StreamMonitor;
  inspectAnswer(body: Buffer): AnswerVerdict;
  /** Where answers of any endpoint report usage: the member's name, and how to read its value. */
  readonly reportedUsage: { readonly member: string; read(value: object): Usage };
  /** The JSON body of an error response. */
  errorBody(error: ErrorFacts): string;
  /**
   * The event that ends a stream which has already begun.
   *
   * @param isFirst no event went before it
   */
  errorEvent(error: ErrorFacts, framing: StreamFraming, isFirst: boolean): string;
  /** The text of an upstream's error body, for people; null when it is not of this dialect. */
  errorMessage(body: Buffer): string | null;
}
