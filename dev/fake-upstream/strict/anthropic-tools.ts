import { z } from "zod";
import { cacheControl } from "./anthropic-blocks";

/** Tools of Messages requests, from the types of `@anthropic-ai/sdk`. */

const toolName = z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/);
const shared = {
  cache_control: cacheControl.nullish(),
  defer_loading: z.boolean().optional(),
  strict: z.boolean().optional(),
  allowed_callers: z.array(z.string()).optional(),
};

const inputSchema = z
  .looseObject({
    type: z.literal("object"),
    properties: z.record(z.string(), z.json()).nullish(),
    required: z.array(z.string()).nullish(),
  })
  .refine(
    (schema) => !("oneOf" in schema || "anyOf" in schema || "allOf" in schema),
    "input_schema does not support oneOf, allOf, or anyOf at the top level",
  );

const customTool = z.strictObject({
  type: z.literal("custom").nullish(),
  name: toolName,
  description: z.string().optional(),
  input_schema: inputSchema,
  eager_input_streaming: z.boolean().nullish(),
  input_examples: z.array(z.record(z.string(), z.json())).optional(),
  ...shared,
});

const webSearchTool = z
  .strictObject({
    type: z.enum(["web_search_20250305", "web_search_20260209", "web_search_20260318"]),
    name: z.literal("web_search"),
    max_uses: z.number().int().positive().nullish(),
    allowed_domains: z.array(z.string()).nullish(),
    blocked_domains: z.array(z.string()).nullish(),
    user_location: z
      .strictObject({
        type: z.literal("approximate"),
        city: z.string().nullish(),
        country: z.string().nullish(),
        region: z.string().nullish(),
        timezone: z.string().nullish(),
      })
      .nullish(),
    response_inclusion: z.enum(["full", "excluded"]).optional(),
    ...shared,
  })
  .refine((tool) => !(tool.allowed_domains && tool.blocked_domains), "only one list of domains may be given");

/** Anthropic's other tools: a type with its version, and whatever that one takes. */
const typedTool = z.looseObject({
  type: z
    .string()
    .regex(
      /^(?:bash|text_editor|computer|browser|memory|code_execution|web_fetch|tool_search_tool\w*)\w*_\d{8}$/,
    ),
});

export const tool = z.union([customTool, webSearchTool, typedTool]);

const parallel = { disable_parallel_tool_use: z.boolean().optional() };
export const toolChoice = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("auto"), ...parallel }),
  z.strictObject({ type: z.literal("any"), ...parallel }),
  z.strictObject({ type: z.literal("tool"), name: toolName, ...parallel }),
  z.strictObject({ type: z.literal("none") }),
]);
