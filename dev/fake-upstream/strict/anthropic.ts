import { z } from "zod";
import { cacheControl, textBlock } from "./anthropic-blocks";
import { message, notBlank } from "./anthropic-message";
import { orderComplaints } from "./anthropic-order";
import { tool, toolChoice } from "./anthropic-tools";

/**
 * The body of a request to `/v1/messages` as the real API takes it: what this refuses, it would answer with a 400.
 * Written from the types of `@anthropic-ai/sdk` and the API reference, and on purpose apart from the codec it judges.
 */

const display = { display: z.enum(["summarized", "omitted"]).nullish() };
const thinking = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("enabled"), budget_tokens: z.number().int().min(1_024), ...display }),
  z.strictObject({ type: z.literal("adaptive"), ...display }),
  z.strictObject({ type: z.literal("disabled") }),
  z.strictObject({ type: z.literal("between_tools") }),
]);

const format = z.strictObject({ type: z.literal("json_schema"), schema: z.record(z.string(), z.json()) });

const body = z.strictObject({
  model: z.string().min(1),
  max_tokens: z.number().int().min(0),
  messages: z.array(message).min(1).max(100_000),
  system: z.union([z.string(), z.array(textBlock)]).optional(),
  tools: z.array(tool).optional(),
  tool_choice: toolChoice.optional(),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().min(0).max(1).optional(),
  top_k: z.number().int().min(0).optional(),
  stop_sequences: z.array(notBlank).optional(),
  stream: z.boolean().optional(),
  thinking: thinking.optional(),
  output_config: z
    .strictObject({
      effort: z.enum(["low", "medium", "high", "xhigh", "max"]).nullish(),
      format: format.nullish(),
    })
    .optional(),
  output_format: format.optional(),
  metadata: z.strictObject({ user_id: z.string().nullish() }).optional(),
  service_tier: z.enum(["auto", "standard_only"]).optional(),
  speed: z.enum(["standard", "fast"]).nullish(),
  inference_geo: z.string().nullish(),
  cache_control: cacheControl.nullish(),
  container: z.union([z.string(), z.looseObject({})]).nullish(),
  context_management: z.strictObject({ edits: z.array(z.looseObject({ type: z.string() })) }).nullish(),
  mcp_servers: z
    .array(z.looseObject({ type: z.literal("url"), url: z.string(), name: z.string() }))
    .optional(),
  diagnostics: z.strictObject({ previous_message_id: z.string().nullish() }).nullish(),
});
type Body = z.infer<typeof body>;

/** Models that refuse budgets and sampling. */
const ADAPTIVE_ONLY = /claude-(?:opus-4-[78]|(?:opus|sonnet|haiku|fable|mythos)-(?:[5-9]|preview))/;

const MAX_CACHE_MARKERS = 4;

export const anthropicRequest = body.superRefine((request, context) => {
  const complaints = [
    ...orderComplaints(request.messages),
    ...toolComplaints(request),
    ...thinkingComplaints(request),
    ...modelComplaints(request),
    ...schemaComplaints(request.output_config?.format?.schema),
  ];
  const markers = JSON.stringify(request).split('"cache_control":{').length - 1;
  if (markers > MAX_CACHE_MARKERS) complaints.push(`at most ${MAX_CACHE_MARKERS} blocks with cache_control`);
  for (const complaint of complaints) context.addIssue({ code: "custom", message: complaint });
});

function toolComplaints({ tools = [], tool_choice: choice }: Body): string[] {
  const names = tools.flatMap(({ name }) => (typeof name === "string" ? [name] : []));
  const complaints = new Set(names).size < names.length ? ["tools: Tool names must be unique."] : [];
  if (choice && tools.length === 0)
    complaints.push("tool_choice may only be specified while providing tools");
  if (choice?.type === "tool" && !names.includes(choice.name))
    complaints.push(`Tool '${choice.name}' not found`);
  return complaints;
}

function thinkingComplaints(request: Body): string[] {
  const { thinking: config, tool_choice: choice } = request;
  if (config?.type !== "enabled" && config?.type !== "adaptive") return [];
  const complaints: string[] = [];
  if (config.type === "enabled" && config.budget_tokens >= request.max_tokens) {
    complaints.push("`max_tokens` must be greater than `thinking.budget_tokens`");
  }
  if (choice?.type === "any" || choice?.type === "tool") {
    complaints.push("Thinking may not be enabled when tool_choice forces tool use.");
  }
  if ((request.temperature ?? 1) !== 1) complaints.push("`temperature` may only be set to 1 with thinking");
  if (request.top_k !== undefined) complaints.push("`top_k` must be unset with thinking");
  if ((request.top_p ?? 1) < 0.95) complaints.push("`top_p` must be at least 0.95 with thinking");
  return complaints;
}

function modelComplaints(request: Body): string[] {
  if (!ADAPTIVE_ONLY.test(request.model)) return [];
  const complaints = request.thinking?.type === "enabled" ? ["thinking.type.enabled is not supported"] : [];
  for (const name of ["temperature", "top_p", "top_k"] as const) {
    if (request[name] !== undefined) complaints.push(`${name} is not supported for this model`);
  }
  return complaints;
}

/** Objects of structured output must be closed. */
function schemaComplaints(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(schemaComplaints);
  if (typeof schema !== "object" || schema === null) return [];
  const isOpen =
    "type" in schema &&
    schema.type === "object" &&
    !("additionalProperties" in schema && schema.additionalProperties === false);
  const own = isOpen ? ["For 'object' type, 'additionalProperties' must be explicitly set to false"] : [];
  return [...own, ...Object.values(schema).flatMap(schemaComplaints)];
}
