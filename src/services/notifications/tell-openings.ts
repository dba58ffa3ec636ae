import "server-only";
import type { Occasion } from "@/domain/notification/occasion";
import { MINUTE_MS } from "@/lib/duration";
import { listBreakerEvents } from "@/repository/breaker-events";
import { listBindings } from "@/repository/notifications/bindings";
import { insertDeliveries, lastToldOpenings } from "@/repository/notifications/deliveries";
import { readNotificationSettings } from "@/repository/notifications/settings";
import type { Runtime } from "@/services/runtime/runtime";

/** After a provider's circuit opened and that was told, its next openings are not news this long. */
const QUIET_MS = 5 * MINUTE_MS;

/** Older openings are history. */
const NEWS_MS = 10 * MINUTE_MS;

const MAX_EVENTS = 500;

/**
 * Tells of circuits that opened. It reads what all replicas have written down, so that the request path knows nothing of
 * notifications. Call it in one replica at a time. Returns how many deliveries that makes.
 */
export async function tellOpenings({
  database: { db },
  snapshot,
}: Pick<Runtime, "database" | "snapshot">): Promise<number> {
  const settings = await readNotificationSettings(db);
  if (!settings.enabled || !settings.circuitBreakerEnabled) return 0;
  const now = Date.now();
  const newsSince = Math.max(now - NEWS_MS, settings.updatedAt.getTime());
  const recent = await listBreakerEvents(db, { limit: MAX_EVENTS });
  const openings = recent.filter(
    ({ state, createdAt }) => state === "open" && createdAt.getTime() > newsSince,
  );
  if (openings.length === 0) return 0;
  const targets = await listBindings(db, "circuit_breaker", { onlyLive: true });
  const told = new Map(await lastToldOpenings(db, new Date(now - NEWS_MS - QUIET_MS)));
  let deliveries = 0;
  for (const event of openings.reverse()) {
    const at = event.createdAt.getTime();
    if (at < (told.get(event.providerId) ?? Number.NEGATIVE_INFINITY) + QUIET_MS) continue;
    told.set(event.providerId, at);
    const name = snapshot.current.providers.byId.get(event.providerId)?.name ?? `#${event.providerId}`;
    const occasion: Occasion = {
      type: "circuit_breaker",
      at: event.createdAt.toISOString(),
      providerId: event.providerId,
      providerName: name,
      failureCount: event.failureCount,
      retryAt: event.openUntil?.toISOString() ?? null,
      lastError: event.reason,
    };
    const ids = targets.map(({ targetId }) => targetId);
    deliveries += await insertDeliveries(db, occasion, `circuit:${event.id}`, ids);
  }
  return deliveries;
}
