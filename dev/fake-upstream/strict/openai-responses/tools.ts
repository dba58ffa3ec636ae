import { z } from "zod";
import { strictSchemaComplaint } from "./strict-schema";

/** Tools and their choice, from the types of the `openai` package. */

const toolName = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/);
const shared = {
  allowed_callers: z.array(z.enum(["direct", "programmatic"])).nullish(),
  async: z.boolean().optional(),
  defer_loading: z.boolean().optional(),
};

const functionTool = z
  .strictObject({
    type: z.literal("function"),
    name: toolName,
    description: z.string().nullish(),
    parameters: z.record(z.string(), z.json()).nullish(),
    strict: z.boolean().nullish(),
    output_schema: z.record(z.string(), z.json()).nullish(),
    ...shared,
  })
  .superRefine(({ name, parameters, strict }, context) => {
    // Where it is left out the API assumes strict mode as well, but mends the schema first.
    const complaint = strict && parameters ? strictSchemaComplaint(parameters) : rootComplaint(parameters);
    if (complaint) {
      context.addIssue({ code: "custom", message: `Invalid schema for function '${name}': ${complaint}` });
    }
  });

const customTool = z.strictObject({
  type: z.literal("custom"),
  name: toolName,
  description: z.string().optional(),
  format: z
    .discriminatedUnion("type", [
      z.strictObject({ type: z.literal("text") }),
      z.strictObject({
        type: z.literal("grammar"),
        syntax: z.enum(["lark", "regex"]),
        definition: z.string(),
      }),
    ])
    .optional(),
  ...shared,
});

const namespace = z.strictObject({
  type: z.literal("namespace"),
  name: toolName,
  description: z.string(),
  tools: z.array(z.union([functionTool, customTool])).min(1),
});

const userLocation = z
  .strictObject({
    type: z.literal("approximate").optional(),
    ...{ city: z.string().nullish(), country: z.string().nullish() },
    ...{ region: z.string().nullish(), timezone: z.string().nullish() },
  })
  .nullish();
const contextSize = z.enum(["low", "medium", "high"]).optional();

const webSearch = z.strictObject({
  type: z.enum(["web_search", "web_search_2025_08_26"]),
  external_web_access: z.boolean().optional(),
  filters: z.strictObject({ allowed_domains: z.array(z.string()).nullish() }).nullish(),
  // Not in the types, but Codex sends it to the real API.
  search_content_types: z.array(z.enum(["text", "image"])).optional(),
  search_context_size: contextSize,
  user_location: userLocation,
});

const webSearchPreview = z.strictObject({
  type: z.enum(["web_search_preview", "web_search_preview_2025_03_11"]),
  search_content_types: z.array(z.enum(["text", "image"])).optional(),
  search_context_size: contextSize,
  user_location: userLocation,
});

/** Tools of which the hub makes none. */
const HOSTED = [
  ...["file_search", "computer", "computer_use_preview", "mcp", "code_interpreter", "image_generation"],
  ...["programmatic_tool_calling", "local_shell", "shell", "apply_patch", "tool_search"],
];
const hosted = z.looseObject({ type: z.enum(HOSTED) });

export const tool = z.union([functionTool, customTool, namespace, webSearch, webSearchPreview, hosted]);
export type ResponsesTool = z.infer<typeof tool>;

/** `web_search` is not in the types, but what the API wants beside the tool of that type. */
const CHOOSABLE = [
  ...["web_search", "web_search_preview", "web_search_preview_2025_03_11", "file_search", "computer"],
  ...["computer_use", "computer_use_preview", "image_generation", "code_interpreter", "shell"],
  ...["apply_patch", "programmatic_tool_calling"],
];

export const toolChoice = z.union([
  z.enum(["none", "auto", "required"]),
  z.strictObject({ type: z.enum(["function", "custom"]), name: toolName }),
  z.strictObject({
    type: z.literal("allowed_tools"),
    mode: z.enum(["auto", "required"]),
    tools: z.array(z.looseObject({ type: z.string() })).min(1),
  }),
  z.strictObject({ type: z.literal("mcp"), server_label: z.string(), name: z.string().nullish() }),
  z.strictObject({ type: z.enum(CHOOSABLE) }),
]);

function rootComplaint(schema: Readonly<Record<string, unknown>> | null | undefined): string | null {
  if (!schema) return null;
  if (schema.type !== "object") return `schema must have type 'object', got '${schema.type}'`;
  return schema.properties === undefined ? "object schema missing properties" : null;
}
