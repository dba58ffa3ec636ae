import type { Answer } from "../answer";
import type { Call, Prompt } from "../call";
import type { Frame } from "../frame";
import type { JsonObject } from "../json";
import type { RequestBody } from "../request-body";
import type { ErrorFrame, Script } from "../script";
import type { Usage } from "../usage";

/** An error by status; the words are optional and replace the dialect's own. */
export type ErrorDetail = {
  readonly status: number;
  readonly message?: string | undefined;
  readonly type?: string | undefined;
  readonly code?: string | undefined;
};

/** A wire format: pure functions from a call and its answer to text. Ids contain the seed mark of `ids.ts`. */
export type Dialect = {
  /** Headers that every response of this provider has. */
  readonly headers: Readonly<Record<string, string>>;
  /** Content types of the two kinds of answers. */
  readonly contentTypes: { readonly json: string; readonly stream: string };
  readPrompt(body: RequestBody): Prompt;
  /** The JSON members that stand in the place of the echo mark, for APIs that repeat their request. */
  echo?(call: Call, script: Script): Buffer;
  /** The whole answer as one JSON document. */
  wholeAnswer(call: Call, answer: Answer): Frame;
  /** The answer as a stream, from the first event to the terminal marker. */
  eventFrames(call: Call, answer: Answer): Iterable<Frame>;
  /** An event without content, as sent to keep a connection alive. */
  idleEvent(call: Call, answer: Answer): string;
  /** The body of an error response. */
  errorBody(error: ErrorDetail): JsonObject;
  /** An error as an event of a stream that began with status 200. */
  errorEvent(call: Call, answer: Answer, error: ErrorFrame): string;
  /** The part of a usage that this dialect can express, in the buckets a reader finds it in. */
  expressibleUsage(usage: Usage): Usage;
};
