import type { RequestSource, Translated } from "../ir/codec";
import { isEffort } from "../ir/effort";
import type { JsonObject } from "../ir/opaque";
import { textPart } from "../ir/part";
import {
  type Instruction,
  type IrRequest,
  NO_SAMPLING,
  type OutputFormat,
  type ReasoningConfig,
} from "../ir/request";
import { decodeInput, splitInstructions } from "./decode-input";
import { decodeTools } from "./decode-tools";
import { Fields, isJsonObject } from "./fields";
import { given } from "./given";
import { ownFields } from "./own";
import { decodeToolChoice } from "./tool-choice";

const SUMMARIES = ["auto", "concise", "detailed"] as const;

/**
 * A request of the Responses API. What only OpenAI can do with it (a stored conversation, `include`, …) stays among its
 * own fields, where `checkForeignFields` finds it.
 *
 * @throws {TranslationError} `invalid_request`
 * @see https://platform.openai.com/docs/api-reference/responses/create
 */
export function decodeRequest({ body }: RequestSource): Translated<IrRequest> {
  const fields = Fields.of(body, "", "invalid_request");
  fields.value("model");
  const leading = instructionsMember(fields);
  const input = splitInstructions(decodeInput(fields));
  const toolChoice = decodeToolChoice(fields);
  const text = fields.objectOrNull("text");
  const format = text?.objectOrNull("format") ?? null;
  const user = fields.textOrNull("user");
  const value: IrRequest = {
    instructions: [...leading, ...input.instructions],
    turns: input.turns,
    tools: decodeTools(fields),
    toolChoice: toolChoice.choice,
    parallelToolCalls: fields.booleanOrNull("parallel_tool_calls"),
    sampling: {
      ...NO_SAMPLING,
      temperature: fields.numberOrNull("temperature"),
      topP: fields.numberOrNull("top_p"),
      topLogprobs: fields.numberOrNull("top_logprobs"),
    },
    maxOutputTokens: fields.numberOrNull("max_output_tokens"),
    stopSequences: [],
    reasoning: decodeReasoningConfig(fields),
    outputFormat: format && decodeFormat(format),
    verbosity: text?.textOrNull("verbosity") ?? null,
    userId: fields.textOrNull("safety_identifier") ?? user,
    metadata: fields.objectOrNull("metadata")?.object ?? null,
    serviceTier: fields.textOrNull("service_tier"),
    store: fields.booleanOrNull("store"),
    promptCacheKey: fields.textOrNull("prompt_cache_key"),
    wantsStream: fields.booleanOrNull("stream") === true,
    wantsStreamUsage: false,
    own: ownFields({ ...toolChoice.own, ...rawMembers(fields.object), ...fields.rest() }),
  };
  return { value, losses: [] };
}

/** Members that the representation has a place for, but not with all they say. */
function rawMembers({ reasoning, text, user, safety_identifier }: JsonObject): JsonObject {
  return given({ reasoning, text, user, safety_identifier });
}

function instructionsMember(fields: Fields): Instruction[] {
  const text = fields.textOrNull("instructions");
  return text === null ? [] : [{ role: "system", parts: [textPart(text)], own: null }];
}

/** Its own words for "as usual" are none; an effort the hub does not know goes to OpenAI only. */
function decodeReasoningConfig(request: Fields): ReasoningConfig | null {
  const fields = request.objectOrNull("reasoning");
  if (fields === null) return null;
  const effort = fields.textOrNull("effort");
  const style = fields.textOrNull("summary") ?? fields.textOrNull("generate_summary");
  return {
    mode: effort === "none" ? "off" : "on",
    effort: isEffort(effort) ? effort : null,
    budgetTokens: null,
    summary: SUMMARIES.find((one) => one === style) ?? null,
  };
}

function decodeFormat(fields: Fields): OutputFormat {
  const type = fields.text("type");
  switch (type) {
    case "json_object":
      return { kind: "json" };
    case "json_schema": {
      const schema = fields.value("schema");
      return {
        kind: "json-schema",
        name: fields.textOrNull("name"),
        description: fields.textOrNull("description"),
        schema: isJsonObject(schema) ? schema : fields.fail("schema", "must be a JSON schema"),
        strict: fields.booleanOrNull("strict"),
      };
    }
    default:
      // A grammar, or what comes later: text for everyone else.
      return { kind: "text" };
  }
}
