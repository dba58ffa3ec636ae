import type { JsonObject } from "../ir/opaque";
import type { IrRequest, OutputFormat } from "../ir/request";
import type { EncodeContext } from "./encode-context";
import { isChatOwn } from "./own-fields";
import { isStrictSchema } from "./strict-schema";

const DEFAULT_NAME = "answer";

/** `response_format`. Other vendors guarantee the form without being asked to be strict: so it is asked for where it can be. */
export function encodeOutputFormat(request: IrRequest, context: EncodeContext): JsonObject {
  const format = request.outputFormat;
  if (!format) return {};
  switch (format.kind) {
    case "text":
      return { response_format: { type: "text" } };
    case "json":
      return { response_format: { type: "json_object" } };
    case "json-schema":
      return {
        response_format: { type: "json_schema", json_schema: schemaFormat(request, format, context) },
      };
  }
}

/** The API refuses `json_object` unless a message says the word; a client of another protocol need not know that. */
export function jsonPrompt(request: IrRequest, messages: readonly JsonObject[]): readonly JsonObject[] {
  if (request.outputFormat?.kind !== "json" || isChatOwn(request)) return messages;
  if (/json/i.test(JSON.stringify(messages))) return messages;
  return [{ role: "system", content: "Answer with one JSON object." }, ...messages];
}

type SchemaFormat = Extract<OutputFormat, { kind: "json-schema" }>;

function schemaFormat(request: IrRequest, format: SchemaFormat, context: EncodeContext): JsonObject {
  const { name, description, schema } = format;
  const strict = isChatOwn(request) ? format.strict : strictness(format, context);
  return {
    name: context.names.wire(name ?? DEFAULT_NAME),
    ...(description === null ? {} : { description }),
    schema,
    ...(strict === null ? {} : { strict }),
  };
}

function strictness({ schema, strict }: SchemaFormat, { losses }: EncodeContext): boolean | null {
  if (strict === false) return false;
  if (isStrictSchema(schema)) return true;
  losses.approximated("output-format", "the schema does not keep the rules of strict mode, and guides only");
  return null;
}
