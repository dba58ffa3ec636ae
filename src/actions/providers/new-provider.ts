import type { CreateProvider } from "@/domain/provider/schema";
import { UNLIMITED } from "@/domain/quota/spend-limits";
import type { Secrets } from "@/infra/crypto/secrets";
import { maskSecret } from "@/lib/mask";
import type { NewProvider } from "@/repository/providers";
import { providerChanges } from "./provider-fields";

/** A provider from its public fields, with the product's defaults for those not given. */
export function newProvider(input: CreateProvider, secrets: Secrets): NewProvider {
  const { limits, breaker, timeouts, codex, ...given } = providerChanges(input, secrets);
  return {
    description: null,
    websiteUrl: null,
    type: "claude",
    isEnabled: true,
    weight: 1,
    priority: 0,
    costMultiplier: "1",
    groups: [],
    allowedModels: [],
    modelRedirects: [],
    joinClaudePool: false,
    translationEnabled: true,
    concurrentSessions: null,
    maxRetryAttempts: null,
    proxyUrl: null,
    proxyFallbackToDirect: false,
    preserveClientIp: false,
    customHeaders: {},
    cacheTtlPreference: null,
    context1mPreference: null,
    mcpPassthroughType: "none",
    mcpPassthroughUrl: null,
    ...given,
    name: input.name,
    url: input.url,
    secret: secrets.seal(input.key),
    secretHint: maskSecret(input.key),
    limits: { ...UNLIMITED, ...limits },
    breaker: { failureThreshold: 5, openDurationMs: 1_800_000, halfOpenSuccessThreshold: 2, ...breaker },
    timeouts: { firstByteMs: 0, idleMs: 0, totalMs: 0, ...timeouts },
    codex: {
      instructionsStrategy: "auto",
      officialInstructions: null,
      reasoningEffort: null,
      reasoningSummary: null,
      textVerbosity: null,
      parallelToolCalls: null,
      ...codex,
    },
  };
}
