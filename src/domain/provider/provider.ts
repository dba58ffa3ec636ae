import type { SpendLimits } from "@/domain/quota/spend-limits";
import type { DecimalString } from "@/lib/decimal";
import type { ProviderType } from "./provider-type";

export interface CircuitBreakerPolicy {
  /** Consecutive failures that open the circuit; 0 switches the breaker off. */
  readonly failureThreshold: number;
  readonly openDurationMs: number;
  /** Successes in half-open that close it. */
  readonly halfOpenSuccessThreshold: number;
}

/** Deadlines in ms; 0 = none. */
export interface ProviderTimeouts {
  readonly firstByteMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
}

/** An upstream the hub may send requests to. Secrets are absent: `secrets` opens them where they are sent. */
export interface Provider {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  /** Base URL, with or without a version segment. */
  readonly url: string;
  readonly websiteUrl: string | null;
  readonly type: ProviderType;
  readonly isEnabled: boolean;

  /** Share of the draw among providers of equal priority, 1–100. */
  readonly weight: number;
  /** Lower goes first. */
  readonly priority: number;
  /** Factor on the model's price, e.g. "1.2". */
  readonly costMultiplier: DecimalString;
  /** Tags that callers' groups are matched with; empty means the group "default". */
  readonly groups: readonly string[];
  /** Model names and `*` globs; empty = what the type implies. */
  readonly allowedModels: readonly string[];
  /** Requested model → model sent upstream, in order; the source may be a glob. */
  readonly modelRedirects: readonly (readonly [from: string, to: string])[];
  readonly joinClaudePool: boolean;
  /** Whether requests of other protocols may be translated for it. */
  readonly translationEnabled: boolean;

  readonly limits: SpendLimits;
  readonly totalSince: Date | null;
  readonly concurrentSessions: number | null;

  readonly maxRetryAttempts: number | null;
  readonly breaker: CircuitBreakerPolicy;
  readonly timeouts: ProviderTimeouts;
  readonly hasOutboundProxy: boolean;
  readonly proxyFallbackToDirect: boolean;

  readonly preserveClientIp: boolean;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly cacheTtlPreference: "5m" | "1h" | null;
  readonly context1mPreference: "force_enable" | "disabled" | null;
  readonly codex: CodexOverrides;
  readonly mcpPassthroughType: "none" | "minimax" | "glm" | "custom";
  readonly mcpPassthroughUrl: string | null;

  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Fields of a Codex request an admin may fix; null leaves the client's value. */
export interface CodexOverrides {
  readonly instructionsStrategy: "auto" | "force_official" | "keep_original";
  /** The text that upstreams which check `instructions` accept; null: the admin gave none. */
  readonly officialInstructions: string | null;
  readonly reasoningEffort: string | null;
  readonly reasoningSummary: string | null;
  readonly textVerbosity: string | null;
  readonly parallelToolCalls: boolean | null;
}
