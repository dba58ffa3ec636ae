import type { LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import type { IrRequest, OutputFormat } from "../ir/request";
import { isStrictSchema } from "./strict-schema";

const VERBOSITIES = ["low", "medium", "high"];
const DEFAULT_NAME = "response";

/** `text`; null where nothing is to be said of it. */
export function encodeTextConfig(request: IrRequest, losses: LossList): JsonObject | null {
  const format = request.outputFormat && encodeFormat(request.outputFormat, losses);
  const isKnown = request.verbosity === null || VERBOSITIES.includes(request.verbosity);
  if (!isKnown) losses.dropped("verbosity");
  const verbosity = isKnown ? request.verbosity : null;
  if (format === null && verbosity === null) return null;
  return { ...(format === null ? {} : { format }), ...(verbosity === null ? {} : { verbosity }) };
}

function encodeFormat(format: OutputFormat, losses: LossList): JsonObject {
  switch (format.kind) {
    case "text":
      return { type: "text" };
    case "json":
      return { type: "json_object" };
    case "json-schema": {
      const strict = format.strict !== false && isStrictSchema(format.schema);
      // Without strict mode the model is asked to keep to the schema, and mostly does.
      if (!strict && format.strict !== false) losses.approximated("output-format", "schema not strict");
      return {
        type: "json_schema",
        name: formatName(format.name),
        ...(format.description === null ? {} : { description: format.description }),
        schema: format.schema,
        strict,
      };
    }
  }
}

/** The API takes letters, digits, `_` and `-`, 64 of them. */
function formatName(name: string | null): string {
  return (name ?? "").replace(/[^a-zA-Z0-9_-]/g, "_").slice(0, 64) || DEFAULT_NAME;
}
