import type { TerminalRecord } from "@/domain/request/terminal-record";
import { Decimal, toNanoUsd } from "@/lib/decimal";
import type { GatewayDeps } from "../deps";
import type { Exchange, Outcome } from "../types";
import { exchangeRecord } from "./records";
import { reportOutcome } from "./report-circuit";

type SettleDeps = Pick<
  GatewayDeps,
  "ledger" | "quota" | "live" | "logger" | "clock" | "snapshot" | "circuits" | "failover"
>;

/**
 * Ends an exchange: its row, its money, its reservation, its provider's circuit, its session's provider. Wrapped in `once` where it is
 * handed out. The record is on disk when this returns; in sync mode it is in the database when the promise resolves.
 */
export async function settle(exchange: Exchange, outcome: Outcome, deps: SettleDeps): Promise<void> {
  const now = deps.clock.now();
  exchange.inFlight.ends();
  exchange.messages?.keep();
  const record = exchangeRecord(exchange, outcome, now);
  const recorded = deps.ledger.record(record);
  reportOutcome(exchange, outcome, deps);
  void settleQuota(exchange, outcome, now, deps);
  report(record, deps);
  await recorded;
}

/** Makes known what ended: one line in the log, one event for whoever watches. */
export function report(record: TerminalRecord, { live, logger }: Pick<GatewayDeps, "live" | "logger">): void {
  live.emit("request", record);
  const { id, outcome, statusCode, errorCode, userId, keyId, providerId, model, durationMs, firstByteMs } =
    record;
  const attempts = record.decision.attempts.length;
  const level = outcome === "failed" ? "warn" : "info";
  logger[level](
    {
      requestId: id,
      outcome,
      statusCode,
      errorCode,
      userId,
      keyId,
      providerId,
      model,
      durationMs,
      firstByteMs,
      attempts,
    },
    "request",
  );
}

async function settleQuota(
  { request, caller, session, trail, boundProviderId }: Exchange,
  outcome: Outcome,
  now: number,
  { quota, logger, snapshot }: Pick<SettleDeps, "quota" | "logger" | "snapshot">,
): Promise<void> {
  const charges = trail.charges.flatMap(({ providerId, costUsd }) => {
    const provider = snapshot.current.providers.byId.get(providerId);
    return provider && costUsd !== null ? [{ provider, nanoUsd: toNanoUsd(new Decimal(costUsd)) }] : [];
  });
  const served = trail.answered?.providerId;
  // Only a whole answer ties a conversation to its provider.
  const binding =
    outcome.kind === "completed" && served !== undefined
      ? { expected: boundProviderId, providerId: served }
      : null;
  try {
    await quota.settle({
      id: request.inbound.id,
      now,
      spentAt: request.inbound.receivedAt,
      caller,
      charges,
      reserved: trail.reserved,
      session,
      binding,
    });
  } catch (error) {
    // The ledger has the charge; counters that missed it are corrected from there.
    logger.error({ requestId: request.inbound.id, err: error }, "the counters could not be settled");
  }
}
