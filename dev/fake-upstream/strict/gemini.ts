import { z } from "zod";
import { struct } from "./gemini-basics";
import { contents, part } from "./gemini-contents";
import { jsonSchema, schema, tool, toolConfig } from "./gemini-tools";

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

/**
 * What the Gemini API takes as the body of `:generateContent` and `:streamGenerateContent`, and nothing else: an unknown
 * member is refused as the API does ("Invalid JSON payload received. Unknown name"). Written from the API reference
 * (ai.google.dev/api/generate-content, /api/caching) and the types of @google/genai, not from any encoder.
 */
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
