import "server-only";
import { composeMessage } from "@/domain/notification/message";
import { MINUTE_MS, SECOND_MS } from "@/lib/duration";
import { listBindings } from "@/repository/notifications/bindings";
import {
  claimDueDeliveries,
  type Delivery,
  type DeliveryEnd,
  endDeliveryTry,
} from "@/repository/notifications/deliveries";
import { readNotificationSettings } from "@/repository/notifications/settings";
import { findTarget } from "@/repository/notifications/targets";
import type { Runtime } from "@/services/runtime/runtime";
import { openTarget } from "./seal-target";
import { sendNotification } from "./send-notification";

type Deps = Pick<Runtime, "database" | "secrets" | "upstream" | "env">;

/** Longer than a try can take. */
const LEASE_MS = MINUTE_MS;
const BATCH = 20;

/** 5 s, 20 s, 80 s, about 5 and 21 minutes after the tries before. */
const FIRST_WAIT_MS = 5 * SECOND_MS;
const WAIT_FACTOR = 4;
const MAX_TRIES = 6;

/** Tells what is due; what could not be told is tried again later, ever more patiently. */
export async function deliverDue(
  deps: Deps,
): Promise<{ readonly delivered: number; readonly failed: number }> {
  const due = await claimDueDeliveries(deps.database.db, LEASE_MS, BATCH);
  const ends = await Promise.all(due.map((delivery) => deliver(delivery, deps)));
  const delivered = ends.filter(({ kind }) => kind === "delivered").length;
  return { delivered, failed: ends.length - delivered };
}

async function deliver(delivery: Delivery, deps: Deps): Promise<DeliveryEnd> {
  const { db } = deps.database;
  const end = await tryOnce(delivery, deps).catch(
    // Whatever is wrong with one delivery must not keep the others.
    (error: unknown): DeliveryEnd => ({
      kind: "failed",
      error: error instanceof Error ? error.name : "unknown",
    }),
  );
  await endDeliveryTry(db, delivery.id, end);
  return end;
}

async function tryOnce(delivery: Delivery, { database, secrets, upstream, env }: Deps): Promise<DeliveryEnd> {
  const { occasion, targetId, tries } = delivery;
  const stored = await findTarget(database.db, targetId);
  if (!stored?.isEnabled) return { kind: "failed", error: "the target is disabled" };
  const binding = (await listBindings(database.db, occasion.type)).find((one) => one.targetId === targetId);
  const { language } = await readNotificationSettings(database.db);
  const wording = { language, timeZone: binding?.scheduleTimezone ?? env.TZ };
  const telling = {
    occasion,
    message: composeMessage(occasion, wording),
    template: binding?.templateOverride ?? null,
  };
  const sent = await sendNotification(openTarget(stored, secrets), telling, upstream);
  if (sent.ok) return { kind: "delivered" };
  if (sent.isFinal || tries >= MAX_TRIES) return { kind: "failed", error: sent.error };
  return {
    kind: "again",
    error: sent.error,
    at: new Date(Date.now() + FIRST_WAIT_MS * WAIT_FACTOR ** (tries - 1)),
  };
}
