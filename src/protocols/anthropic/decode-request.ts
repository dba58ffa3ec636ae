import type { RequestSource, Translated } from "../ir/codec";
import type { JsonObject, JsonValue, OwnFields } from "../ir/opaque";
import { type Instruction, type IrRequest, NO_SAMPLING, type Turn } from "../ir/request";
import { BILLING_HEADER, isBillingHeader } from "./billing-header";
import { BlockDecoder } from "./decode-block";
import { decodeOutputSettings } from "./decode-reasoning";
import { decodeToolChoice, decodeTools } from "./decode-tools";
import {
  isJsonObject,
  numberOrNull,
  ownFieldsBeside,
  stringOrNull,
  stringsOf,
  WireReader,
} from "./wire-reader";

const READ = new Set([
  "model",
  "stream",
  "messages",
  "system",
  "tools",
  "tool_choice",
  "temperature",
  "top_p",
  "top_k",
  "max_tokens",
  "stop_sequences",
  "thinking",
  "output_config",
  "output_format",
  "metadata",
  "service_tier",
]);

const MESSAGE_READ = new Set(["role", "content"]);

/**
 * A Messages request. Nothing of one is lost: what the representation has no place for stays among its own fields.
 *
 * @throws {TranslationError} `invalid_request`
 */
export function decodeRequest({ body, wantsStream }: RequestSource): Translated<IrRequest> {
  const reader = new WireReader("invalid_request");
  const wire = reader.object(body, "");
  const blocks = new BlockDecoder(reader);
  const { choice, parallelToolCalls } = decodeToolChoice(wire.tool_choice, reader);
  const { reasoning, outputFormat, own: ownSettings } = decodeOutputSettings(wire);
  const metadata = isJsonObject(wire.metadata) ? wire.metadata : {};
  const value: IrRequest = {
    instructions: decodeSystem(wire.system, blocks),
    turns: decodeMessages(wire.messages, blocks, reader),
    tools: decodeTools(wire.tools, reader),
    toolChoice: choice,
    parallelToolCalls,
    sampling: {
      ...NO_SAMPLING,
      temperature: numberOrNull(wire.temperature),
      topP: numberOrNull(wire.top_p),
      topK: numberOrNull(wire.top_k),
    },
    maxOutputTokens: numberOrNull(wire.max_tokens),
    stopSequences: stringsOf(wire.stop_sequences),
    reasoning,
    outputFormat,
    verbosity: null,
    userId: stringOrNull(metadata.user_id),
    metadata: null,
    serviceTier: stringOrNull(wire.service_tier),
    store: null,
    promptCacheKey: null,
    wantsStream,
    wantsStreamUsage: true,
    own: ownOf(wire, ownSettings, metadata),
  };
  return { value, losses: [] };
}

function ownOf(wire: JsonObject, settings: JsonObject, metadata: JsonObject): OwnFields {
  const metadataBeside = ownFieldsBeside(metadata, new Set(["user_id"]));
  return {
    protocol: "anthropic",
    fields: {
      ...ownFieldsBeside(wire, READ)?.fields,
      ...settings,
      ...(metadataBeside && { metadata: metadataBeside.fields }),
    },
  };
}

function decodeSystem(wire: JsonValue | undefined, blocks: BlockDecoder): readonly Instruction[] {
  if (wire === undefined || wire === null) return [];
  const texts = blocks.texts(wire, "system");
  const [first] = texts;
  if (!first) return [];
  if (!isBillingHeader(first)) return [{ role: "system", parts: texts, own: null }];
  const own: OwnFields = { protocol: "anthropic", fields: { [BILLING_HEADER]: first.text } };
  return [{ role: "system", parts: texts.slice(1), own }];
}

function decodeMessages(
  wire: JsonValue | undefined,
  blocks: BlockDecoder,
  reader: WireReader,
): readonly Turn[] {
  const messages = reader.array(wire, "messages");
  if (messages.length === 0) reader.fail("at least one message is needed", "messages");
  return messages.map((item, index) => {
    const path = `messages[${index}]`;
    const message = reader.object(item, path);
    const { role } = message;
    if (role !== "user" && role !== "assistant" && role !== "system") {
      return reader.fail("must be user, assistant or system", `${path}.role`);
    }
    const parts = blocks.content(message.content, `${path}.content`);
    return { role, parts, own: ownOfMessage(message, role) };
  });
}

/** A system message is marked as Anthropic's: only where it came from is it known that the model takes one there. */
function ownOfMessage(message: JsonObject, role: string): OwnFields | null {
  const own = ownFieldsBeside(message, MESSAGE_READ);
  return own ?? (role === "system" ? { protocol: "anthropic", fields: {} } : null);
}
