import { z } from "zod";
import { openUntil } from "@/domain/circuit/circuit";
import type { Condition } from "@/domain/circuit/condition";
import { policyOf } from "@/domain/circuit/policy";
import type { Provider } from "@/domain/provider/provider";
import { MINUTE_MS } from "@/lib/duration";

const epochMs = z.number().int().nullable();

/** How a provider is. Field names are the product's public ones; times in epoch ms. */
export const ProviderHealth = z
  .object({
    circuitState: z.enum(["closed", "open", "half-open"]),
    /** In a row, while the circuit is closed. */
    failureCount: z.number().int(),
    /** When it opened. */
    lastFailureTime: epochMs,
    circuitOpenUntil: epochMs,
    recoveryMinutes: z.number().int().nullable(),
    /** Why it opened. */
    reason: z.string().nullable(),
    /** It is out of quota, for one model at least, until then. */
    restingUntil: epochMs,
    /** What translation could not carry over to and from it in the last 24 hours. */
    lossesLast24h: z.number().int(),
  })
  .meta({ id: "ProviderHealth" });
export type ProviderHealth = z.infer<typeof ProviderHealth>;

/** @param condition undefined = as good as new @param now epoch ms */
export function providerHealth(
  provider: Provider,
  condition: Condition | undefined,
  now: number,
): Omit<ProviderHealth, "lossesLast24h"> {
  const state = condition?.circuit.state;
  const isOpen = state?.kind === "open";
  const until = isOpen ? openUntil(state, policyOf(provider)) : null;
  const rests = Object.values(condition?.rests ?? {}).filter((ends) => ends > now);
  return {
    // Breaking switched off: whatever was noted before, requests pass.
    circuitState: provider.breaker.failureThreshold === 0 ? "closed" : (state?.kind ?? "closed"),
    failureCount: state?.kind === "closed" ? state.failures : 0,
    lastFailureTime: isOpen ? state.openedAt : null,
    circuitOpenUntil: until,
    recoveryMinutes: until === null ? null : Math.max(0, Math.ceil((until - now) / MINUTE_MS)),
    reason: isOpen ? state.reason : null,
    restingUntil: rests.length > 0 ? Math.max(...rests) : null,
  };
}
