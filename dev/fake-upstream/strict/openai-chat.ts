import { z } from "zod";
import { contentOf, textPart } from "./openai-chat/content";
import { messages } from "./openai-chat/messages";
import { strictSchemaProblem } from "./openai-chat/strict-schema-problem";
import { toolMembers } from "./openai-chat/tools";

const between = (min: number, max: number) => z.number().min(min).max(max).nullish();
const count = z.number().int().positive().nullish();

const responseFormat = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text") }),
  z.strictObject({ type: z.literal("json_object") }),
  z.strictObject({
    type: z.literal("json_schema"),
    json_schema: z
      .strictObject({
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
        description: z.string().optional(),
        schema: z.record(z.string(), z.unknown()).optional(),
        strict: z.boolean().nullish(),
      })
      .refine(({ strict, schema }) => !strict || strictSchemaProblem(schema ?? {}) === null, {
        message: "the schema does not keep the rules of strict mode",
        path: ["schema"],
      }),
  }),
]);

const members = z.strictObject({
  model: z.string().min(1),
  messages,
  ...toolMembers,
  audio: z
    .strictObject({
      format: z.enum(["wav", "aac", "mp3", "flac", "opus", "pcm16"]),
      voice: z.union([z.string(), z.strictObject({ id: z.string() })]),
    })
    .nullish(),
  frequency_penalty: between(-2, 2),
  logit_bias: z.record(z.string(), z.number().min(-100).max(100)).nullish(),
  logprobs: z.boolean().nullish(),
  max_completion_tokens: count,
  max_tokens: count,
  metadata: z
    .record(z.string().max(64), z.string().max(512))
    .refine((pairs) => Object.keys(pairs).length <= 16, "at most 16 pairs")
    .nullish(),
  modalities: z.array(z.enum(["text", "audio"])).nullish(),
  moderation: z.looseObject({ model: z.string() }).nullish(),
  n: z.number().int().min(1).max(128).nullish(),
  prediction: z.strictObject({ type: z.literal("content"), content: contentOf(textPart) }).nullish(),
  presence_penalty: between(-2, 2),
  prompt_cache_key: z.string().max(64).nullish(),
  prompt_cache_options: z
    .strictObject({ mode: z.enum(["implicit", "explicit"]).optional(), ttl: z.literal("30m").optional() })
    .optional(),
  prompt_cache_retention: z.enum(["in_memory", "24h"]).nullish(),
  reasoning_effort: z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max"]).nullish(),
  response_format: responseFormat.optional(),
  safety_identifier: z.string().max(64).nullish(),
  seed: z.number().int().nullish(),
  service_tier: z.enum(["auto", "default", "flex", "scale", "priority", "fast"]).nullish(),
  stop: z.union([z.string(), z.array(z.string()).min(1).max(4)]).nullish(),
  store: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_obfuscation: z.boolean().optional(), include_usage: z.boolean().optional() })
    .nullish(),
  temperature: between(0, 2),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  top_p: between(0, 1),
  user: z.string().optional(),
  verbosity: z.enum(["low", "medium", "high"]).nullish(),
});

type Body = z.infer<typeof members>;

/** Members that are refused without another one, or beside it. */
const DEPENDENCIES: readonly (readonly [problem: string, isBroken: (body: Body) => boolean])[] = [
  ["tool_choice is only allowed with tools", (body) => body.tool_choice !== undefined && !body.tools],
  [
    "parallel_tool_calls is only allowed with tools",
    (body) => body.parallel_tool_calls !== undefined && !body.tools,
  ],
  ["function_call is only allowed with functions", (body) => !!body.function_call && !body.functions],
  ["stream_options are only allowed with stream", (body) => !!body.stream_options && !body.stream],
  ["top_logprobs are only allowed with logprobs", (body) => !!body.top_logprobs && !body.logprobs],
  ["metadata are only allowed with store", (body) => !!body.metadata && !body.store],
  [
    "max_tokens and max_completion_tokens exclude each other",
    (body) => !!body.max_tokens && !!body.max_completion_tokens,
  ],
  ["tools and functions exclude each other", (body) => !!body.tools && !!body.functions],
  ["json_object needs the word JSON in the messages", (body) => wantsJson(body) && !saysJson(body)],
  ["a reasoning model does not take it", (body) => isReasoningModel(body.model) && hasSampling(body)],
  ["the tool chosen is not offered", (body) => !offersChosen(body)],
];

/**
 * The body of `POST /v1/chat/completions` as strictly as OpenAI reads it: unknown members are refused, and so is what
 * its documentation says it refuses.
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export const strictOpenAiChatRequest = members.superRefine((body, context) => {
  for (const [message, isBroken] of DEPENDENCIES) {
    if (isBroken(body)) context.addIssue({ code: "custom", message });
  }
});

function wantsJson({ response_format: format }: Body): boolean {
  return format?.type === "json_object";
}

function saysJson(body: Body): boolean {
  return /json/i.test(JSON.stringify(body.messages.map(({ content }) => content)));
}

function isReasoningModel(model: string): boolean {
  return /^(?:o\d|gpt-5)/.test(model) && !/chat|search/.test(model);
}

function hasSampling(body: Body): boolean {
  if (body.max_tokens || body.stop) return true;
  if (body.reasoning_effort === "none") return false;
  return (body.temperature ?? 1) !== 1 || (body.top_p ?? 1) !== 1 || !!body.logprobs;
}

function offersChosen({ tool_choice: choice, tools = [] }: Body): boolean {
  if (choice === undefined || typeof choice === "string" || choice.type === "allowed_tools") return true;
  const name = choice.type === "function" ? choice.function.name : choice.custom.name;
  return tools.some((tool) => (tool.type === "function" ? tool.function : tool.custom).name === name);
}
