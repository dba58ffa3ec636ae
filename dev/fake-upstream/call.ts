import type { JsonObject } from "./json";
import type { RequestBody } from "./request-body";

export type DialectName = "anthropic" | "openai-chat" | "openai-responses" | "gemini";

export type Operation = "generate" | "count-tokens" | "list-models" | "embed" | "compact";

/** How an answer travels: one JSON document, server-sent events, or Gemini's JSON array that grows. */
export type Framing = "one-piece" | "sse" | "json-array";

/** What the default answer needs to know of a conversation, in any dialect. */
export type Prompt = {
  readonly offersTools: boolean;
  /** All text of the last user message. */
  readonly lastUserText: string;
  /** The tool results the conversation ends with; null when it ends with something else. */
  readonly toolResult: string | null;
  /** The JSON Schema (or Gemini schema) the answer has to satisfy; null when none is asked for. */
  readonly outputSchema: JsonObject | null;
};

/** One provider request, read as far as every answer needs it. */
export type Call = {
  readonly dialect: DialectName;
  readonly operation: Operation;
  readonly model: string;
  readonly framing: Framing;
  /** Gemini: request and answer travel in the envelope of Google's Code Assist API. */
  readonly codeAssist: boolean;
  /** What is inside an envelope, if there is one. */
  readonly body: RequestBody;
  /** Size of the body after content-decoding. */
  readonly bodyBytes: number;
  /** False when the body is no JSON object. */
  readonly readable: boolean;
};
