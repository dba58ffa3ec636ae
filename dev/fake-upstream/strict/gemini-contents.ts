import { z } from "zod";
import { functionName, struct } from "./gemini-basics";

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

const blob = z.strictObject({
  mimeType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
  data: z.string().min(1).regex(BASE64),
  displayName: z.string().optional(),
});

const fileData = z.strictObject({
  mimeType: z.string().optional(),
  fileUri: z.string().regex(/^(?:https?|gs):\/\/|^files\//),
  displayName: z.string().optional(),
});

const functionCall = z.strictObject({
  id: z.string().optional(),
  name: functionName,
  args: struct.optional(),
});

const functionResponse = z.strictObject({
  id: z.string().optional(),
  name: functionName,
  response: struct,
  parts: z.array(z.union([z.strictObject({ inlineData: blob }), z.strictObject({ fileData })])).optional(),
  scheduling: z.enum(["SILENT", "WHEN_IDLE", "INTERRUPT"]).optional(),
  willContinue: z.boolean().optional(),
});

const PART_DATA = [
  "text",
  "inlineData",
  "fileData",
  "functionCall",
  "functionResponse",
  "executableCode",
  "codeExecutionResult",
  "toolCall",
  "toolResponse",
] as const;

export const part = z
  .strictObject({
    text: z.string().optional(),
    inlineData: blob.optional(),
    fileData: fileData.optional(),
    functionCall: functionCall.optional(),
    functionResponse: functionResponse.optional(),
    executableCode: z
      .strictObject({ code: z.string(), language: z.enum(["PYTHON"]), id: z.string().optional() })
      .optional(),
    codeExecutionResult: z
      .strictObject({
        outcome: z.enum(["OUTCOME_OK", "OUTCOME_FAILED", "OUTCOME_DEADLINE_EXCEEDED"]),
        output: z.string().optional(),
        id: z.string().optional(),
      })
      .optional(),
    toolCall: z
      .strictObject({ id: z.string().optional(), toolType: z.string(), args: struct.optional() })
      .optional(),
    toolResponse: z
      .strictObject({ id: z.string().optional(), toolType: z.string(), response: struct.optional() })
      .optional(),
    thought: z.boolean().optional(),
    // A field of bytes: base64 in either alphabet.
    thoughtSignature: z.string().min(1).regex(BASE64).optional(),
    videoMetadata: z
      .strictObject({
        startOffset: z.string().optional(),
        endOffset: z.string().optional(),
        fps: z.number().optional(),
      })
      .optional(),
    mediaResolution: struct.optional(),
    mediaProcessing: z.string().optional(),
    partMetadata: struct.optional(),
  })
  .refine((value) => PART_DATA.filter((kind) => value[kind] !== undefined).length === 1, {
    message: "a part has exactly one kind of data (oneof data)",
  });

type Part = z.infer<typeof part>;

const content = z.strictObject({ role: z.enum(["user", "model"]), parts: z.array(part).min(1) });

export type Content = z.infer<typeof content>;

export const contents = z
  .array(content)
  .min(1)
  .superRefine((all, context) => {
    for (const [index, one] of all.entries()) {
      const problem = problemOf(one, all[index - 1], all[index + 1]);
      if (problem !== null) context.addIssue({ code: "custom", path: [index], message: problem });
    }
    if (all[0]?.role !== "user") {
      context.addIssue({ code: "custom", path: [0], message: "the first content must be the user's" });
    }
  });

/** The API's rules about calls and their results, in its own words where it has some. */
function problemOf(one: Content, before: Content | undefined, after: Content | undefined): string | null {
  const calls = callsOf(before);
  const results = one.parts.flatMap((each) => each.functionResponse ?? []);
  if (one.role === "model") {
    if (results.length > 0) return "a function response must be the user's";
    const called = callsOf(one);
    if (called.length > 0 && before?.role !== "user") {
      return "a function call turn must come immediately after a user turn or a function response turn";
    }
    const mustBeAnswered = called.length > 0 && after !== undefined;
    return mustBeAnswered && !after.parts.some((each) => each.functionResponse)
      ? "a function response turn must come immediately after a function call turn"
      : null;
  }
  if (one.parts.some((each) => each.functionCall)) return "a function call must be the model's";
  if (results.length === 0) return null;
  if (calls.length !== results.length) {
    return "the number of function response parts must equal the number of function call parts of the function call turn";
  }
  const isInOrder = results.every(
    ({ name, id }, at) => name === calls[at]?.name && (id === undefined || id === calls[at]?.id),
  );
  return isInOrder ? null : "function responses must match their calls by name, id and order";
}

function callsOf(one: Content | undefined): NonNullable<Part["functionCall"]>[] {
  return one?.role === "model" ? one.parts.flatMap((each) => each.functionCall ?? []) : [];
}
