import { z } from "zod";

const count = z.number().int().nonnegative();
const atLeastOne = z.number().int().positive();
const milliseconds = z.number().nonnegative();
const jsonObject = z.record(z.string(), z.unknown());

/** A place inside the response body: after n whole events, or after k bytes on the wire (after content-encoding). */
const BodyPoint = z.union([z.strictObject({ afterEvents: count }), z.strictObject({ afterBytes: count })]);

/** A place in the response, the parts before the body included. */
const ResponsePoint = z.union([z.enum(["before-headers", "after-headers"]), BodyPoint]);

/** A tool call of the answer. A string input is a free-form ("custom") call where the dialect knows one. */
const ToolCall = z.strictObject({
  name: z.string(),
  input: z.union([jsonObject, z.string()]),
  id: z.string().optional(),
});
export type ToolCall = z.infer<typeof ToolCall>;

const errorDetail = {
  message: z.string().optional(),
  type: z.string().optional(),
  code: z.string().optional(),
};

/** An error event inside a 200 stream; in a one-piece answer, an error body with status 200. */
const ErrorFrame = z.strictObject({
  ...errorDetail,
  /** How many ordinary events go before it; 0 puts it in front of everything. */
  afterEvents: count.default(0),
  /** The status whose error words are used. */
  status: z.number().int().default(529),
  /** Replaces the dialect's own error object. */
  body: jsonObject.optional(),
  /** Responses only: the lone `error` event, or a `response.failed` as overload is usually told. */
  responsesEvent: z.enum(["error", "response.failed"]).default("response.failed"),
});
export type ErrorFrame = z.infer<typeof ErrorFrame>;

/**
 * What the fake provider does with one request. Everything is optional; `{}` is an immediate, correct answer.
 * Sizes are bytes, times milliseconds, token counts disjoint buckets (see `usage.ts`).
 */
export const Script = z
  .strictObject({
    /** The answer's text. `""` gives an answer without a text block. */
    text: z.union([z.string(), z.strictObject({ repeat: z.string(), times: count })]).optional(),
    thinking: z.string().optional(),
    toolCalls: z.array(ToolCall).optional(),
    /** OpenAI dialects: argument deltas of several calls take turns. */
    interleaveToolCalls: z.boolean().optional(),
    /** `end`, `length`, `tool` and `filter` become the dialect's word; anything else is sent as it is. */
    stopReason: z.string().optional(),
    usage: z
      .strictObject({
        inputTokens: count.optional(),
        cacheReadTokens: count.optional(),
        cacheWrite5mTokens: count.optional(),
        cacheWrite1hTokens: count.optional(),
        outputTokens: count.optional(),
        reasoningTokens: count.optional(),
      })
      .optional(),
    /** Responses only: false leaves the request's fields out of the response object, which saves work. */
    echoRequest: z.boolean().optional(),
    /** Model ids that the model lists show. */
    models: z.array(z.string()).optional(),
    /** Number of text deltas (and of argument deltas per tool call). */
    chunks: atLeastOne.optional(),
    /** Filler appended to the text (or to the error message, with a `status`), streamed and never held in memory. */
    bodyBytes: count.optional(),
    /** Events without content, sent for this many bytes after the content or after the terminal marker. */
    keepSending: z
      .strictObject({ bytes: atLeastOne, after: z.enum(["content", "terminal"]).default("content") })
      .optional(),

    status: z.number().int().min(200).max(599).optional(),
    /** Words for the dialect's own error body. */
    error: z.strictObject(errorDetail).optional(),
    /** Replaces the dialect's error body: an object as JSON, a string as plain text. */
    errorBody: z.union([jsonObject, z.string()]).optional(),
    /** Extra response headers; `null` takes a default one away. */
    headers: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()])).optional(),
    /** A body that is no answer at all, under the dialect's usual 200. */
    body: z
      .union([z.enum(["empty", "html"]), z.strictObject({ text: z.string(), contentType: z.string() })])
      .optional(),

    delays: z
      .strictObject({
        toHeadersMs: milliseconds.optional(),
        toFirstByteMs: milliseconds.optional(),
        /** Set, even to 0, every event (or slice) is a write of its own; unset, they leave together. */
        betweenChunksMs: milliseconds.optional(),
      })
      .optional(),
    /** Re-slices the body without regard to events; a list is cycled through. */
    chunkBytes: z.union([atLeastOne, z.array(atLeastOne).min(1)]).optional(),
    contentEncoding: z.enum(["gzip", "br", "deflate"]).optional(),
    /** How fast the request body is read. Has no effect in a script that a default *function* returns. */
    requestBytesPerSecond: z.number().positive().optional(),

    errorFrame: ErrorFrame.optional(),
    /** Ends the HTTP body properly, but too early: `before-closing` also drops stop reason and usage. */
    truncate: z.union([z.enum(["before-closing", "before-terminal"]), BodyPoint]).optional(),
    /** Breaks the connection. */
    reset: ResponsePoint.optional(),
    /** Whether `reset` sends a TCP reset (the default) or closes in an orderly way in mid-message. */
    resetWith: z.enum(["rst", "fin"]).optional(),
    /** Falls silent for ever, until the client leaves. */
    hang: ResponsePoint.optional(),
  })
  .refine((script) => [script.truncate, script.reset, script.hang].filter(Boolean).length <= 1, {
    message: "truncate, reset and hang exclude each other",
  });

/** A script with every default filled in, as the server uses it. */
export type Script = z.infer<typeof Script>;

/** A script as written by a test: nested defaults may be left out. */
export type ScriptInput = z.input<typeof Script>;

/** The name of the request header that carries a script for just this request. */
export const SCRIPT_HEADER = "x-fake-script";

/** Encodes a script for {@link SCRIPT_HEADER}; header values must be Latin-1, so other characters are escaped. */
export function scriptHeader(script: ScriptInput): string {
  return JSON.stringify(script).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
