import "server-only";
import { and, gt, gte, sum } from "drizzle-orm";
import { usageHourly } from "@/infra/postgres/tables/usage-ledger";
import type { Db } from "../db";

/** How much translation lost at each provider since `since`, whole hours; providers that lost nothing are absent. */
export async function lossesByProvider(db: Db, since: Date): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .select({ providerId: usageHourly.providerId, losses: sum(usageHourly.losses).mapWith(Number) })
    .from(usageHourly)
    .where(and(gte(usageHourly.hour, since), gt(usageHourly.losses, 0)))
    .groupBy(usageHourly.providerId);
  return new Map(rows.map(({ providerId, losses }) => [providerId, losses]));
}
