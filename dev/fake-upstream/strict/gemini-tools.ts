import { z } from "zod";
import { functionName, struct } from "./gemini-basics";

const TYPES = ["STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL"] as const;

const count = z.union([z.number().int(), z.string().regex(/^\d+$/)]);

/** Google's Schema: a subset of OpenAPI 3.0. */
export const schema: z.ZodType = z.lazy(() =>
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

export const jsonSchema = struct.refine(hasPlainRefs, { message: "nothing may stand beside $ref" });

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

export const tool = z.strictObject({
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

export const toolConfig = z.strictObject({
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
