import type { Protocol } from "@/domain/protocol";
import { type Loss, type LossFeature, LossList } from "./loss";
import type { JsonValue } from "./opaque";
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

/** What goes with a member that only one protocol has and the representation does not; others are unknown fields. */
const FEATURES: Readonly<Record<string, LossFeature>> = {
  cachedContent: "cached-content",
  cache_control: "cache-marker",
  container: "container",
  context_management: "context-management",
  include: "include",
  labels: "metadata",
  logit_bias: "logit-bias",
  max_tool_calls: "tool-choice",
  mcp_servers: "server-tool",
  metadata: "metadata",
  modalities: "modalities",
  prediction: "prediction",
  prompt_cache_options: "cache-marker",
  prompt_cache_retention: "cache-marker",
  responseModalities: "modalities",
  safetySettings: "safety-settings",
  truncation: "truncation",
};

/** Members of Responses that say nothing another protocol would do differently, or that the representation holds too. */
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
 * For every encoder: what a request says that only its own protocol understands, each member by its name.
 *
 * @returns what gets lost; nothing when the request stays in its protocol
 * @throws {TranslationError} `untranslatable` where the answer would be wrong without a state that the hub does not keep
 */
export function checkForeignFields(request: IrRequest, target: Protocol): readonly Loss[] {
  const { own } = request;
  if (own === null || own.protocol === target) return [];
  for (const key of STATE[own.protocol]) if (isGiven(own.fields[key])) throw stateless(key);
  refuseReferences(request);
  const losses = new LossList();
  for (const [key, value] of Object.entries(own.fields)) {
    if (!isGiven(value) || (own.protocol === "openai-responses" && isCarried(key, value))) continue;
    losses.dropped(FEATURES[key] ?? "unknown-field", key);
  }
  return losses.losses;
}

function refuseReferences({ turns }: IrRequest): void {
  for (const [index, { parts }] of turns.entries()) {
    const reference = parts.find((part) => part.kind === "opaque" && REFERENCES.includes(part.what));
    if (reference?.kind === "opaque") throw stateless(reference.what, `input[${index}]`);
  }
}

function isGiven(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null && value !== false;
}

/** Reasoning is carried sealed wherever it goes, so asking for it encrypted is fulfilled. */
function isCarried(key: string, value: JsonValue): boolean {
  if (key === "truncation") return value === "disabled";
  if (key !== "include") return CARRIED.includes(key);
  return Array.isArray(value) && value.every((one) => one === "reasoning.encrypted_content");
}

function stateless(key: string, path = key): TranslationError {
  const message = `${key} refers to what only OpenAI keeps, and this request goes to another provider; send the whole conversation in input instead`;
  return new TranslationError("untranslatable", message, path);
}
