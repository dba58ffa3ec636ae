"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { COST_ITEMS, costLines } from "@/domain/pricing/cost";
import { PRICE_SOURCES, parsePrice } from "@/domain/pricing/price";
import { PROTOCOLS } from "@/domain/protocol";
import { ATTEMPT_RESULTS, SELECTIONS } from "@/domain/request/decision-chain";
import { EXCLUSIONS } from "@/domain/routing/eligibility";
import { type LedgerCharge, listCharges } from "@/repository/ledger/list-charges";
import { listProviderNames } from "@/repository/providers";
import { findRequest, type RequestDetail } from "@/repository/requests/find-request";
import { userIdOf } from "@/services/auth/web-caller";
import { action } from "../kit/action";
import { UsageLog, usageLog } from "./usage-log";

const ChargeDisplay = z.object({
  attempt: z.number().int(),
  providerName: z.string().nullable(),
  model: z.string(),
  costUsd: z.string().nullable(),
  costMultiplier: z.string(),
  estimated: z.boolean(),
  priceSource: z.enum(PRICE_SOURCES).nullable(),
  priceVersion: z.number().int().nullable(),
  /** The addends: quantity × unit price, before the multiplier. */
  lines: z.array(
    z.object({ item: z.enum(COST_ITEMS), quantity: z.number(), unitUsd: z.string(), usd: z.string() }),
  ),
});

const AttemptDisplay = z.object({
  number: z.number().int(),
  providerName: z.string().nullable(),
  selection: z.enum(SELECTIONS),
  isProbe: z.boolean().default(false),
  startedAtMs: z.number(),
  durationMs: z.number(),
  firstByteMs: z.number().nullable(),
  result: z.enum(ATTEMPT_RESULTS),
  statusCode: z.number().nullable(),
  redirectedModel: z.string().nullable(),
  message: z.string().nullable(),
  translatedTo: z.enum(PROTOCOLS).nullable().default(null),
  losses: z
    .array(z.object({ feature: z.string(), kind: z.enum(["dropped", "approximated"]), detail: z.string() }))
    .readonly()
    .default([]),
  rectifiedBy: z.string().nullable().default(null),
});

const VerdictDisplay = z.object({
  providerName: z.string().nullable(),
  excludedBy: z.enum(EXCLUSIONS).nullable(),
  /** Epoch ms at which that ended by itself. */
  until: z.number().nullable().default(null),
  priority: z.number().int(),
  weight: z.number().int(),
});

export const getUsageLogDetails = action(
  {
    name: "usage-logs/getUsageLogDetails",
    summary: "One request with its routing decision and its costs",
    description: "Who was considered, who was excluded and why, who was tried, and how the cost adds up.",
    access: "user",
    input: z.object({ id: z.uuid() }),
    output: z.object({
      log: UsageLog,
      verdicts: z.array(VerdictDisplay),
      attempts: z.array(AttemptDisplay),
      charges: z.array(ChargeDisplay),
    }),
    refusals: ["NOT_FOUND"],
  },
  async ({ input: { id }, caller, runtime }) => {
    const { db } = runtime.database;
    const [found, charges, names] = await Promise.all([
      findRequest(db, id),
      listCharges(db, id),
      listProviderNames(db),
    ]);
    const isOwn = found && (caller.role === "admin" || found.row.userId === userIdOf(caller));
    if (!found || !isOwn)
      throw new AppError("NOT_FOUND", `There is no request ${id}.`, { kind: "request", id });
    return {
      log: usageLog(found.row),
      ...decisionDisplay(found, names),
      charges: chargesDisplay(charges, names),
    };
  },
);

type Names = ReadonlyMap<number, string>;

function decisionDisplay({ decision }: RequestDetail, names: Names) {
  const named = <Item extends { readonly providerId: number }>({ providerId, ...rest }: Item) => ({
    ...rest,
    providerName: names.get(providerId) ?? null,
  });
  return { verdicts: decision.verdicts.map(named), attempts: decision.attempts.map(named) };
}

function chargesDisplay(charges: readonly LedgerCharge[], names: Names) {
  return charges.map(({ attempt, providerId, model, usage, costUsd, costMultiplier, isEstimated, price }) => {
    const parsed = price && parsePrice({ id: price.id, model, source: price.source }, price.data);
    return {
      attempt,
      providerName: names.get(providerId) ?? null,
      model,
      costUsd,
      costMultiplier,
      estimated: isEstimated,
      priceSource: price?.source ?? null,
      priceVersion: price?.id ?? null,
      lines: (parsed ? costLines(usage, parsed) : []).map(({ item, quantity, unitUsd, usd }) => ({
        item,
        quantity,
        unitUsd: unitUsd.toFixed(),
        usd: usd.toFixed(),
      })),
    };
  });
}
