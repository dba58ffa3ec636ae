import "server-only";
import { asc, eq } from "drizzle-orm";
import { PriceData, type PriceSource } from "@/domain/pricing/price";
import type { ServiceTier, Usage } from "@/domain/pricing/usage";
import { modelPrices } from "@/infra/postgres/tables/model-prices";
import { usageLedger } from "@/infra/postgres/tables/usage-ledger";
import type { Db } from "@/repository/db";

/** A row of the ledger with the price it was billed by. */
export interface LedgerCharge {
  readonly attempt: number;
  readonly providerId: number;
  readonly model: string;
  readonly usage: Usage;
  readonly costUsd: string | null;
  readonly costMultiplier: string;
  readonly isEstimated: boolean;
  readonly price: { readonly id: number; readonly source: PriceSource; readonly data: PriceData } | null;
}

/** What was charged for a request, in the order of its attempts. */
export async function listCharges(db: Db, requestId: string): Promise<LedgerCharge[]> {
  const rows = await db
    .select({ charge: usageLedger, price: modelPrices })
    .from(usageLedger)
    .leftJoin(modelPrices, eq(modelPrices.id, usageLedger.priceId))
    .where(eq(usageLedger.requestId, requestId))
    .orderBy(asc(usageLedger.attempt));
  return rows.map(({ charge, price }) => ({
    attempt: charge.attempt,
    providerId: charge.providerId,
    model: charge.model,
    usage: { ...charge, serviceTier: charge.serviceTier as ServiceTier },
    costUsd: charge.costUsd,
    costMultiplier: charge.costMultiplier,
    isEstimated: charge.isEstimated,
    price: price && {
      id: price.id,
      source: price.source as PriceSource,
      data: PriceData.parse(price.priceData),
    },
  }));
}
