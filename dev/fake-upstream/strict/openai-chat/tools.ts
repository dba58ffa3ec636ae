import { z } from "zod";
import { toolName } from "./messages";
import { strictSchemaProblem } from "./strict-schema-problem";

const jsonSchema = z.record(z.string(), z.unknown());

const functionDefinition = z
  .strictObject({
    name: toolName,
    description: z.string().optional(),
    parameters: jsonSchema.optional(),
    strict: z.boolean().nullish(),
  })
  .superRefine(({ parameters, strict }, context) => {
    const issue = (message: string) => context.addIssue({ code: "custom", message, path: ["parameters"] });
    if (parameters && parameters.type !== "object") issue("the schema's type must be object");
    if (parameters && parameters.properties === undefined) issue("object schema missing properties");
    const problem = strict ? strictSchemaProblem(parameters ?? {}) : null;
    if (problem) issue(problem);
  });

const grammar = z.strictObject({ definition: z.string(), syntax: z.enum(["lark", "regex"]) });

const tool = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("function"), function: functionDefinition }),
  z.strictObject({
    type: z.literal("custom"),
    custom: z.strictObject({
      name: toolName,
      description: z.string().optional(),
      format: z
        .discriminatedUnion("type", [
          z.strictObject({ type: z.literal("text") }),
          z.strictObject({ type: z.literal("grammar"), grammar }),
        ])
        .optional(),
    }),
  }),
]);

const named = [
  z.strictObject({ type: z.literal("function"), function: z.strictObject({ name: toolName }) }),
  z.strictObject({ type: z.literal("custom"), custom: z.strictObject({ name: toolName }) }),
] as const;

const allowed = z.strictObject({
  type: z.literal("allowed_tools"),
  allowed_tools: z.strictObject({
    mode: z.enum(["auto", "required"]),
    tools: z.array(z.discriminatedUnion("type", named)).min(1),
  }),
});

/** Tools and what chooses among them, the legacy names included. */
export const toolMembers = {
  tools: z.array(tool).min(1).max(128).optional(),
  tool_choice: z
    .union([z.enum(["none", "auto", "required"]), z.discriminatedUnion("type", [...named, allowed])])
    .optional(),
  parallel_tool_calls: z.boolean().optional(),
  functions: z
    .array(
      z.strictObject({
        name: toolName,
        description: z.string().optional(),
        parameters: jsonSchema.optional(),
      }),
    )
    .min(1)
    .max(128)
    .optional(),
  function_call: z.union([z.enum(["none", "auto"]), z.strictObject({ name: toolName })]).optional(),
  web_search_options: z
    .strictObject({
      search_context_size: z.enum(["low", "medium", "high"]).optional(),
      user_location: z
        .strictObject({
          type: z.literal("approximate"),
          approximate: z.strictObject({
            city: z.string().optional(),
            country: z.string().optional(),
            region: z.string().optional(),
            timezone: z.string().optional(),
          }),
        })
        .nullish(),
    })
    .optional(),
};
