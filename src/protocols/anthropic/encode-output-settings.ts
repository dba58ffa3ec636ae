import type { LossList } from "../ir/loss";
import { type JsonObject, ownFieldsOf } from "../ir/opaque";
import type { IrRequest, OutputFormat } from "../ir/request";
import type { ClaudeTraits } from "./claude-traits";
import { encodeThinking, type Thinking, type ThinkingFacts } from "./encode-thinking";
import { structuredSchema } from "./structured-schema";
import { isJsonObject } from "./wire-reader";

/** `thinking` and `output_config`; what a client of Anthropic's said in words of its own stays as it was. */
export function encodeOutputSettings(
  request: IrRequest,
  facts: ThinkingFacts,
  losses: LossList,
): { readonly thinking: JsonObject | null; readonly outputConfig: JsonObject | null } {
  const own = ownFieldsOf(request.own, "anthropic");
  const { thinking, effort } = ownThinking(request, own) ?? encodeThinking(request.reasoning, facts, losses);
  const format =
    own.output_format === undefined ? formatFor(request.outputFormat, facts.traits, losses) : null;
  const config = { ...(effort && { effort }), ...(format && { format }) };
  return {
    thinking,
    outputConfig: isJsonObject(own.output_config)
      ? own.output_config
      : Object.keys(config).length > 0
        ? config
        : null,
  };
}

/** What a client of Anthropic's said in a way the representation cannot hold; null elsewhere. */
function ownThinking(request: IrRequest, own: JsonObject): Thinking | null {
  const effort = request.reasoning?.effort ?? null;
  if (isJsonObject(own.thinking)) return { thinking: own.thinking, effort };
  return isEffortAlone(request) ? { thinking: null, effort } : null;
}

/** A client of Anthropic's gave an effort and no `thinking`: for it, that does not switch thought on. */
function isEffortAlone({ own, reasoning }: IrRequest): boolean {
  return own?.protocol === "anthropic" && reasoning?.mode === "on" && reasoning.budgetTokens === null;
}

function formatFor(format: OutputFormat | null, traits: ClaudeTraits, losses: LossList): JsonObject | null {
  if (!format || format.kind === "text") return null;
  if (format.kind === "json") {
    // Its users must ask for JSON in the prompt anyway (OpenAI refuses them otherwise); Anthropic has no form without a schema.
    losses.dropped("output-format", "JSON without a schema");
    return null;
  }
  if (!traits.hasStructuredOutput) {
    losses.dropped("output-format", "the model has no structured output");
    return null;
  }
  const schema = structuredSchema(format.schema);
  if (schema !== format.schema) losses.approximated("output-format", "constraints the model does not know");
  return { type: "json_schema", schema };
}
