import type { Protocol } from "@/domain/protocol";
import type { LossFeature, LossList } from "./loss";
import type { OwnFields } from "./opaque";

/** Members of requests that only one protocol has and the representation does not, and what goes with them. */
const FEATURES: Readonly<Record<string, LossFeature>> = {
  background: "conversation-state",
  cachedContent: "cached-content",
  cache_control: "cache-marker",
  container: "container",
  context_management: "context-management",
  conversation: "conversation-state",
  include: "include",
  labels: "metadata",
  logit_bias: "logit-bias",
  mcp_servers: "server-tool",
  metadata: "metadata",
  modalities: "modalities",
  prediction: "prediction",
  previous_response_id: "conversation-state",
  responseModalities: "modalities",
  safetySettings: "safety-settings",
  truncation: "truncation",
};

/** Reports a request's members that belong to another protocol than the one it is encoded for, each by its name. */
export function reportForeignFields(own: OwnFields | null, protocol: Protocol, losses: LossList): void {
  if (!own || own.protocol === protocol) return;
  for (const name of Object.keys(own.fields)) losses.dropped(FEATURES[name] ?? "unknown-field", name);
}
