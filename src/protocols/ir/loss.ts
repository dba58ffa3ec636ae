/**
 * What a translation could not carry over. The words are stored with the attempt, counted per provider and shown, so
 * they stay. docs/protocols.md says for each protocol which apply.
 */
export const LOSS_FEATURES = [
  "cache-marker",
  "cached-content",
  "citations",
  "container",
  "context-management",
  "conversation-state",
  "custom-tool",
  "file-id",
  "image-detail",
  "include",
  "instruction-role",
  "logit-bias",
  "logprobs",
  "max-output-tokens",
  "media",
  "metadata",
  "modalities",
  "multiple-candidates",
  "opaque-content",
  "output-format",
  "parallel-tool-calls",
  "penalties",
  "prediction",
  "prompt-cache-key",
  "reasoning-config",
  "reasoning-content",
  "reasoning-summary",
  "safety-settings",
  "seed",
  "server-tool",
  "service-tier",
  "stop-sequences",
  "store",
  "temperature",
  "tool-choice",
  "tool-error-flag",
  "tool-name",
  "tool-result-media",
  "tool-schema",
  "tool-strict",
  "top-k",
  "top-p",
  "truncation",
  "unknown-field",
  "user-id",
  "verbosity",
] as const;
export type LossFeature = (typeof LOSS_FEATURES)[number];

/** dropped: nothing of it arrives; approximated: something near it does. */
export interface Loss {
  readonly feature: LossFeature;
  readonly kind: "dropped" | "approximated";
  /** Of what exactly, in the words of the wire it came from or goes to; names and numbers only, never a client's text. */
  readonly detail: string;
}

/** Collects losses; each (feature, kind, detail) once, and not without bound. */
export class LossList {
  private readonly found = new Map<string, Loss>();

  dropped(feature: LossFeature, detail = ""): void {
    this.add({ feature, kind: "dropped", detail });
  }

  approximated(feature: LossFeature, detail = ""): void {
    this.add({ feature, kind: "approximated", detail });
  }

  addAll(losses: readonly Loss[]): void {
    for (const loss of losses) this.add(loss);
  }

  get losses(): readonly Loss[] {
    return [...this.found.values()];
  }

  private add(loss: Loss): void {
    const detail = loss.detail.slice(0, MAX_DETAIL_LENGTH);
    const id = `${loss.feature} ${loss.kind} ${detail}`;
    if (this.found.size < MAX_LOSSES) this.found.set(id, { ...loss, detail });
  }
}

const MAX_LOSSES = 50;
const MAX_DETAIL_LENGTH = 120;
