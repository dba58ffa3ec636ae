import type { LossFeature, LossList } from "../ir/loss";
import type { OwnFields } from "../ir/opaque";

/** Members of requests of other protocols, as far as losing them has a name of its own. */
const FEATURES: Readonly<Record<string, LossFeature>> = {
  cache_control: "cache-marker",
  cachedContent: "cached-content",
  container: "container",
  context_management: "context-management",
  conversation: "conversation-state",
  include: "include",
  logit_bias: "logit-bias",
  modalities: "modalities",
  prediction: "prediction",
  previous_response_id: "conversation-state",
  prompt_cache_options: "cache-marker",
  prompt_cache_retention: "cache-marker",
  responseModalities: "modalities",
  safetySettings: "safety-settings",
  truncation: "truncation",
};

/** Members that hold settings of which the representation carries the part it knows. */
const CARRIED: readonly string[] = ["reasoning", "stream_options", "text", "thinking"];

/** Reports what only the protocol a request came in understands. */
export function reportForeignFields(own: OwnFields | null, losses: LossList): void {
  for (const name of Object.keys(own?.fields ?? {})) {
    if (!CARRIED.includes(name)) losses.dropped(FEATURES[name] ?? "unknown-field", name);
  }
}
