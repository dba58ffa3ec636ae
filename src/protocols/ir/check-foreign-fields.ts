import type { Protocol } from "@/domain/protocol";
import { reportForeignFields } from "./foreign-fields";
import type { Loss, LossFeature } from "./loss";
import { LossList } from "./loss";
import type { JsonObject, JsonValue } from "./opaque";
import type { IrRequest } from "./request";
import { TranslationError } from "./translation-error";

/** Members of a request that name what only its own vendor keeps: without it another answers something else. */
const STATE: Readonly<Record<Protocol, readonly string[]>> = {
  anthropic: [],
  "openai-chat": [],
  "openai-responses": ["previous_response_id", "conversation", "prompt", "background"],
  gemini: [],
};

/** Items of a conversation of which the vendor has the content. */
const REFERENCES = ["item_reference"];

/** What a member of a Responses request is where another protocol has no place for it. */
const LOSSES: Readonly<Record<string, LossFeature>> = {
  include: "include",
  truncation: "truncation",
  context_management: "context-management",
  prompt_cache_retention: "cache-marker",
  prompt_cache_options: "cache-marker",
  max_tool_calls: "tool-choice",
};

/** Members that say nothing another protocol would do differently, or that the representation holds as well. */
const CARRIED = [
  "reasoning",
  "text",
  "tool_choice",
  "user",
  "safety_identifier",
  "client_metadata",
  "stream_options",
];

/**
 * For every encoder, before it encodes: what a request says that only its own protocol understands.
 *
 * @returns what gets lost; nothing when the request stays in its protocol
 * @throws {TranslationError} `untranslatable` where the answer would be wrong without a state that the hub does not keep
 */
export function checkForeignFields(request: IrRequest, target: Protocol): readonly Loss[] {
  const { own } = request;
  if (own === null || own.protocol === target) return [];
  for (const key of STATE[own.protocol]) if (isGiven(own.fields[key])) throw stateless(key);
  refuseReferences(request);
  if (own.protocol === "openai-responses") return lossesOf(own.fields);
  const losses = new LossList();
  reportForeignFields(own, target, losses);
  return losses.losses;
}

function refuseReferences({ turns }: IrRequest): void {
  for (const [index, { parts }] of turns.entries()) {
    const reference = parts.find((part) => part.kind === "opaque" && REFERENCES.includes(part.what));
    if (reference?.kind === "opaque") throw stateless(reference.what, `input[${index}]`);
  }
}

function lossesOf(fields: JsonObject): readonly Loss[] {
  const losses = new LossList();
  for (const [key, value] of Object.entries(fields)) {
    if (CARRIED.includes(key) || !isGiven(value) || isDefault(key, value)) continue;
    losses.dropped(LOSSES[key] ?? "unknown-field", key);
  }
  return losses.losses;
}

function isGiven(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null && value !== false;
}

/** Reasoning is carried sealed wherever it goes, so asking for it encrypted is fulfilled. */
function isDefault(key: string, value: JsonValue): boolean {
  if (key === "truncation") return value === "disabled";
  if (key !== "include" || !Array.isArray(value)) return false;
  return value.every((one) => one === "reasoning.encrypted_content");
}

function stateless(key: string, path = key): TranslationError {
  const message = `${key} refers to what only OpenAI keeps, and this request goes to another provider; send the whole conversation in input instead`;
  return new TranslationError("untranslatable", message, path);
}
