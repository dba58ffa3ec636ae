import "server-only";
import { and, desc, eq, inArray, lt } from "drizzle-orm";
import type { CircuitKind } from "@/domain/circuit/circuit";
import { breakerEvents } from "@/infra/postgres/tables/breaker-events";
import { providers } from "@/infra/postgres/tables/providers";
import type { Db } from "./db";

/** A change of a provider's circuit. */
export interface BreakerEvent {
  readonly providerId: number;
  readonly state: CircuitKind;
  readonly reason: string;
  /** Failures in a row that led to it. */
  readonly failureCount: number;
  readonly openUntil: Date | null;
  readonly createdAt: Date;
}

/** One that is kept, with its id: the newest has the highest. */
export type KeptBreakerEvent = BreakerEvent & { readonly id: number };

export interface BreakerEventFilter {
  readonly providerId?: number;
  /** Only events before this one: the last of the page before. */
  readonly beforeId?: number;
  readonly limit: number;
}

/** Keeps the events. Those of a provider that is gone have nothing to hang on, and are left out. */
export async function insertBreakerEvents(db: Db, events: readonly BreakerEvent[]): Promise<void> {
  const ids = [...new Set(events.map(({ providerId }) => providerId))];
  const known = await db.select({ id: providers.id }).from(providers).where(inArray(providers.id, ids));
  const live = new Set(known.map(({ id }) => id));
  const rows = events.filter(({ providerId }) => live.has(providerId));
  if (rows.length > 0) await db.insert(breakerEvents).values(rows);
}

/** What happened to circuits, the newest first. */
export async function listBreakerEvents(
  db: Db,
  { providerId, beforeId, limit }: BreakerEventFilter,
): Promise<KeptBreakerEvent[]> {
  const rows = await db
    .select()
    .from(breakerEvents)
    .where(
      and(
        providerId === undefined ? undefined : eq(breakerEvents.providerId, providerId),
        beforeId === undefined ? undefined : lt(breakerEvents.id, beforeId),
      ),
    )
    .orderBy(desc(breakerEvents.id))
    .limit(limit);
  // Only circuits' kinds are ever written.
  return rows.map((row) => ({ ...row, state: row.state as CircuitKind }));
}
