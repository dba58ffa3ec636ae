import { z } from "zod";

/**
 * What the Gemini API takes as the body of `:generateContent` and `:streamGenerateContent`, and nothing else: an unknown
 * member is refused as the API does ("Invalid JSON payload received. Unknown name"). Written from the API reference
 * (ai.google.dev/api/generate-content, /api/caching) and the types of @google/genai, not from any encoder.
 */

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

/** A Struct of protobuf: an object, whatever is in it. */
const struct = z.record(z.string(), z.unknown());

const functionName = z.string().regex(/^[A-Za-z_][\w.:-]{0,63}$/);

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

const part = z
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

type Content = z.infer<typeof content>;

const contents = z
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

const TYPES = ["STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL"] as const;

const count = z.union([z.number().int(), z.string().regex(/^\d+$/)]);

/** Google's Schema: a subset of OpenAPI 3.0. */
const schema: z.ZodType = z.lazy(() =>
  z.strictObject({
    type: z.union([z.enum(TYPES), z.enum(TYPES.map((type) => type.toLowerCase()))]).optional(),
    format: z.string().optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    nullable: z.boolean().optional(),
    enum: z.array(z.string()).optional(),
    items: schema.optional(),
    minItems: count.optional(),
    maxItems: count.optional(),
    properties: z.record(z.string(), schema).optional(),
    required: z.array(z.string()).optional(),
    propertyOrdering: z.array(z.string()).optional(),
    minProperties: count.optional(),
    maxProperties: count.optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: count.optional(),
    maxLength: count.optional(),
    pattern: z.string().optional(),
    example: z.unknown().optional(),
    default: z.unknown().optional(),
    anyOf: z.array(schema).optional(),
  }),
);

/** "If $ref is set on a sub-schema, no other properties, except for than those starting as a $, may be set." */
function hasPlainRefs(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(hasPlainRefs);
  const keys = Object.keys(value);
  const isRef = "$ref" in value && typeof value.$ref === "string";
  return isRef ? keys.every((key) => key.startsWith("$")) : Object.values(value).every(hasPlainRefs);
}

const jsonSchema = struct.refine(hasPlainRefs, { message: "nothing may stand beside $ref" });

const functionDeclaration = z
  .strictObject({
    name: functionName,
    description: z.string().optional(),
    behavior: z.enum(["BLOCKING", "NON_BLOCKING"]).optional(),
    parameters: schema.optional(),
    parametersJsonSchema: jsonSchema
      .refine(
        (value) => value.type === "object" || value.type === "OBJECT" || "anyOf" in value || "$ref" in value,
        {
          message: "parameters must be those of an object",
        },
      )
      .optional(),
    response: schema.optional(),
    responseJsonSchema: jsonSchema.optional(),
  })
  .refine((value) => value.parameters === undefined || value.parametersJsonSchema === undefined, {
    message: "parameters and parametersJsonSchema exclude each other",
  });

const interval = z.strictObject({ startTime: z.string(), endTime: z.string() });

const tool = z.strictObject({
  functionDeclarations: z.array(functionDeclaration).min(1).max(512).optional(),
  googleSearch: z
    .strictObject({ timeRangeFilter: interval.optional(), searchTypes: struct.optional() })
    .optional(),
  googleSearchRetrieval: z.strictObject({ dynamicRetrievalConfig: struct.optional() }).optional(),
  codeExecution: z.strictObject({}).optional(),
  urlContext: z.strictObject({}).optional(),
  googleMaps: z.strictObject({ enableWidget: z.boolean().optional() }).optional(),
  computerUse: struct.optional(),
  fileSearch: struct.optional(),
  mcpServers: z.array(struct).optional(),
});

const toolConfig = z.strictObject({
  functionCallingConfig: z
    .strictObject({
      mode: z.enum(["AUTO", "ANY", "NONE", "VALIDATED"]).optional(),
      allowedFunctionNames: z.array(functionName).min(1).optional(),
    })
    .refine(
      ({ mode, allowedFunctionNames }) =>
        allowedFunctionNames === undefined || mode === "ANY" || mode === "VALIDATED",
      { message: "allowed_function_names is only for the modes ANY and VALIDATED" },
    )
    .optional(),
  retrievalConfig: struct.optional(),
  includeServerSideToolInvocations: z.boolean().optional(),
});

const MAX_INT32 = 2 ** 31 - 1;
const penalty = z.number().min(-2).max(2);

const generationConfig = z
  .strictObject({
    temperature: z.number().min(0).max(2).optional(),
    topP: z.number().min(0).max(1).optional(),
    topK: z.number().min(0).optional(),
    candidateCount: z.number().int().min(1).max(8).optional(),
    maxOutputTokens: z.number().int().min(1).max(MAX_INT32).optional(),
    stopSequences: z.array(z.string().min(1)).max(5).optional(),
    seed: z.number().int().min(-MAX_INT32).max(MAX_INT32).optional(),
    presencePenalty: penalty.optional(),
    frequencyPenalty: penalty.optional(),
    responseLogprobs: z.boolean().optional(),
    logprobs: z.number().int().min(0).max(20).optional(),
    responseMimeType: z.string().optional(),
    responseSchema: schema.optional(),
    responseJsonSchema: jsonSchema.optional(),
    responseFormat: z.array(struct).optional(),
    responseModalities: z.array(z.enum(["TEXT", "IMAGE", "AUDIO", "VIDEO"])).optional(),
    mediaResolution: z
      .enum(["MEDIA_RESOLUTION_LOW", "MEDIA_RESOLUTION_MEDIUM", "MEDIA_RESOLUTION_HIGH"])
      .optional(),
    speechConfig: struct.optional(),
    imageConfig: struct.optional(),
    thinkingConfig: z
      .strictObject({
        includeThoughts: z.boolean().optional(),
        thinkingBudget: z.number().int().min(-1).max(32_768).optional(),
        thinkingLevel: z.enum(["MINIMAL", "LOW", "MEDIUM", "HIGH"]).optional(),
      })
      .refine((value) => value.thinkingBudget === undefined || value.thinkingLevel === undefined, {
        message: "thinking budget and thinking level exclude each other",
      })
      .optional(),
    enableEnhancedCivicAnswers: z.boolean().optional(),
    translationConfig: struct.optional(),
  })
  .refine((value) => value.logprobs === undefined || value.responseLogprobs === true, {
    message: "logprobs needs response_logprobs",
  })
  .refine(
    (value) =>
      (value.responseSchema === undefined && value.responseJsonSchema === undefined) ||
      (value.responseMimeType !== undefined && value.responseMimeType !== "text/plain"),
    { message: "a response schema needs a response_mime_type" },
  );

const safetySetting = z.strictObject({
  category: z.string().startsWith("HARM_CATEGORY_"),
  threshold: z.enum([
    "BLOCK_LOW_AND_ABOVE",
    "BLOCK_MEDIUM_AND_ABOVE",
    "BLOCK_ONLY_HIGH",
    "BLOCK_NONE",
    "OFF",
  ]),
});

const system = z.strictObject({ role: z.string().optional(), parts: z.array(part).min(1) });

/** The whole body. Which model it is for stands in the path. */
export const strictGeminiRequest = z
  .strictObject({
    contents,
    systemInstruction: system.optional(),
    tools: z.array(tool).optional(),
    toolConfig: toolConfig.optional(),
    generationConfig: generationConfig.optional(),
    safetySettings: z.array(safetySetting).optional(),
    cachedContent: z.string().optional(),
    serviceTier: z.enum(["unspecified", "standard", "flex", "priority"]).optional(),
    store: z.boolean().optional(),
    labels: z.record(z.string(), z.string()).optional(),
  })
  .superRefine(({ tools, toolConfig: config }, context) => {
    const declared = (tools ?? []).flatMap((one) => one.functionDeclarations ?? []).map(({ name }) => name);
    if (new Set(declared).size < declared.length) {
      context.addIssue({ code: "custom", path: ["tools"], message: "Duplicate function declaration found" });
    }
    const { mode, allowedFunctionNames = [] } = config?.functionCallingConfig ?? {};
    if (mode === "ANY" && declared.length === 0) {
      const message = "Function calling mode is set to ANY without function declarations";
      context.addIssue({ code: "custom", path: ["toolConfig"], message });
    }
    if (allowedFunctionNames.some((name) => !declared.includes(name))) {
      const message = "allowed_function_names names a function that is not declared";
      context.addIssue({ code: "custom", path: ["toolConfig"], message });
    }
  });

/**
 * The rules that depend on the model, which the path names.
 *
 * @returns what the API would refuse, null when it would take the request
 */
export function modelProblem(model: string, body: z.infer<typeof strictGeminiRequest>): string | null {
  const generation = Number(/gemini-(\d+(?:\.\d+)?)/.exec(model)?.[1] ?? Number.NaN);
  const { thinkingBudget, thinkingLevel } = body.generationConfig?.thinkingConfig ?? {};
  const hasFunctions = (body.tools ?? []).some(({ functionDeclarations }) => functionDeclarations);
  if (generation < 3) {
    if (thinkingLevel !== undefined) return "Thinking level is not supported for this model.";
    const mimeType = body.generationConfig?.responseMimeType ?? "text/plain";
    if (hasFunctions && mimeType !== "text/plain") {
      return `Function calling with a response mime type: '${mimeType}' is unsupported`;
    }
    if (hasFunctions && (body.tools ?? []).some(({ googleSearch }) => googleSearch)) {
      return "Built-in tools and Function Calling cannot be combined in the same request.";
    }
  }
  if (generation < 2.5 && body.generationConfig?.thinkingConfig)
    return "Thinking is not supported by this model.";
  if (model.includes("2.5-pro") && thinkingBudget === 0) {
    return "Budget 0 is invalid. This model only works in thinking mode.";
  }
  return generation >= 3 ? unsignedCall(body.contents) : null;
}

/** Gemini 3 refuses calls without signatures since the user last spoke. */
function unsignedCall(all: readonly Content[]): string | null {
  const start = all.findLastIndex(
    ({ role, parts }) => role === "user" && !parts.some(({ functionResponse: result }) => result),
  );
  const isUnsigned = all.slice(start + 1).some(({ role, parts }) => {
    const first = parts.find((each) => each.functionCall);
    return role === "model" && first !== undefined && first.thoughtSignature === undefined;
  });
  return isUnsigned ? "Function call is missing a thought_signature in functionCall parts." : null;
}
