import { z } from "zod";
import { inputItem } from "./openai-responses/items";
import { orderComplaints } from "./openai-responses/order-complaints";
import { strictSchemaComplaint } from "./openai-responses/strict-schema";
import { tool, toolChoice } from "./openai-responses/tools";

/**
 * The body of a request to `/v1/responses` as the real API takes it: what this refuses, it would answer with a 400.
 * Written from the types of the `openai` package and the API reference, and on purpose apart from the codec it judges.
 */

const format = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text") }),
  z.strictObject({ type: z.literal("json_object") }),
  z
    .strictObject({
      type: z.literal("json_schema"),
      name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
      schema: z.record(z.string(), z.json()),
      description: z.string().optional(),
      strict: z.boolean().nullish(),
    })
    .refine(({ schema, strict }) => !strict || strictSchemaComplaint(schema) === null, {
      message: "the schema does not keep the rules of strict mode",
      path: ["schema"],
    }),
]);

const INCLUDABLE = [
  ...["file_search_call.results", "web_search_call.results", "web_search_call.action.sources"],
  ...[
    "message.input_image.image_url",
    "computer_call_output.output.image_url",
    "code_interpreter_call.outputs",
  ],
  ...["reasoning.encrypted_content", "message.output_text.logprobs"],
];

const style = z.enum(["auto", "concise", "detailed"]).nullish();
const reasoning = z.strictObject({
  effort: z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max"]).nullish(),
  summary: style,
  generate_summary: style,
  context: z.enum(["auto", "current_turn", "all_turns"]).nullish(),
  mode: z.string().optional(),
});

const body = z.strictObject({
  model: z.string().min(1),
  input: z.union([z.string(), z.array(inputItem)]).optional(),
  instructions: z.string().nullish(),
  background: z.boolean().nullish(),
  context_management: z.array(z.looseObject({ type: z.string() })).nullish(),
  conversation: z.union([z.string(), z.strictObject({ id: z.string() })]).nullish(),
  include: z.array(z.enum(INCLUDABLE)).nullish(),
  max_output_tokens: z.number().int().min(16).nullish(),
  max_tool_calls: z.number().int().min(1).nullish(),
  metadata: z
    .record(z.string().max(64), z.string().max(512))
    .refine((pairs) => Object.keys(pairs).length <= 16, "at most 16 pairs")
    .nullish(),
  moderation: z.looseObject({ model: z.string() }).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  previous_response_id: z.string().nullish(),
  prompt: z.looseObject({ id: z.string() }).nullish(),
  prompt_cache_key: z.string().max(64).nullish(),
  prompt_cache_options: z.looseObject({}).optional(),
  prompt_cache_retention: z.enum(["in_memory", "24h"]).nullish(),
  reasoning: reasoning.nullish(),
  safety_identifier: z.string().max(64).nullish(),
  service_tier: z.enum(["auto", "default", "flex", "scale", "priority", "fast", "ultrafast"]).nullish(),
  store: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_obfuscation: z.boolean().optional() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  text: z
    .strictObject({ format: format.optional(), verbosity: z.enum(["low", "medium", "high"]).nullish() })
    .optional(),
  tool_choice: toolChoice.optional(),
  tools: z.array(tool).optional(),
  top_logprobs: z.number().int().min(0).max(20).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  truncation: z.enum(["auto", "disabled"]).nullish(),
  user: z.string().optional(),
  // Not in the types; Codex sends it with each request.
  client_metadata: z.record(z.string(), z.string()).optional(),
});
type Body = z.infer<typeof body>;

/** Models that refuse `temperature` and `top_p`. */
const FIXED_SAMPLING = /^(?:o\d|gpt-5(?!.*-chat))/;
/** Models that refuse `reasoning`. */
const WITHOUT_REASONING = /^(?:gpt-4|gpt-3)/;

export const openAiResponsesRequest = body.superRefine((request, context) => {
  const items = typeof request.input === "object" ? request.input : [];
  const hasStoredItems = Boolean(request.previous_response_id ?? request.conversation);
  const complaints = [
    ...orderComplaints(items, hasStoredItems),
    ...toolComplaints(request),
    ...modelComplaints(request),
  ];
  const hasInput = request.input !== undefined || request.prompt || hasStoredItems;
  if (!hasInput)
    complaints.push("One of input, prompt, previous_response_id or conversation must be provided.");
  for (const complaint of complaints) context.addIssue({ code: "custom", message: complaint });
});

function toolComplaints({ tools = [], tool_choice: choice }: Body): string[] {
  const names = tools.flatMap((one) => ("name" in one && typeof one.name === "string" ? [one.name] : []));
  const complaints = new Set(names).size < names.length ? ["Tool names must be unique."] : [];
  if (typeof choice !== "object") {
    const needsTools = choice === "required" && tools.length === 0;
    return needsTools ? [...complaints, "tool_choice 'required' needs tools."] : complaints;
  }
  const isNamed = choice.type === "function" || choice.type === "custom";
  if (isNamed && "name" in choice && !names.includes(String(choice.name))) {
    complaints.push(`Tool choice '${choice.name}' not found in 'tools' parameter.`);
  }
  return complaints;
}

function modelComplaints({ model, temperature, top_p, reasoning: config }: Body): string[] {
  const complaints: string[] = [];
  if (FIXED_SAMPLING.test(model)) {
    const given = Object.entries({ temperature, top_p }).filter(
      ([, value]) => value !== undefined && value !== null,
    );
    complaints.push(
      ...given.map(([name]) => `Unsupported parameter: '${name}' is not supported with this model.`),
    );
  }
  if (WITHOUT_REASONING.test(model) && config) {
    complaints.push("Unsupported parameter: 'reasoning' is not supported with this model.");
  }
  return complaints;
}
