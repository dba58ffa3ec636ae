import { z } from "zod";
import { SPEND_WINDOW_KINDS } from "@/domain/quota/spend-windows";

const at = z.iso.datetime();
const usd = z.string();

/** Something worth telling, as facts: it is kept until it is told, and put into words then. */
export const Occasion = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("circuit_breaker"),
    at,
    providerId: z.number().int(),
    providerName: z.string(),
    failureCount: z.number().int(),
    /** When the circuit lets requests through again. */
    retryAt: at.nullable(),
    lastError: z.string(),
  }),
  z.object({
    type: z.literal("daily_leaderboard"),
    at,
    /** The day it is told on, in the schedule's time zone. */
    date: z.string(),
    entries: z.array(
      z.object({ userName: z.string(), requests: z.number().int(), tokens: z.number().int(), costUsd: usd }),
    ),
    /** Of everybody, listed or not. */
    totalRequests: z.number().int(),
    totalCostUsd: usd,
  }),
  z.object({
    type: z.literal("cost_alert"),
    at,
    targetType: z.enum(["user", "key", "provider"]),
    targetName: z.string(),
    window: z.enum(SPEND_WINDOW_KINDS),
    currentUsd: usd,
    limitUsd: usd,
    usagePercent: z.number(),
  }),
]);
export type Occasion = z.infer<typeof Occasion>;

export type OccasionOf<Type extends Occasion["type"]> = Extract<Occasion, { type: Type }>;
