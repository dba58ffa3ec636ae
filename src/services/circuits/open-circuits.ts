import "server-only";
import type { SharedCells } from "@/infra/cells/port";
import type { Clock } from "@/infra/clock";
import type { Logger } from "@/infra/logger";
import type { LiveEvents } from "@/services/live/live-events";
import type { Snapshot } from "@/services/snapshot/snapshot";
import { type CircuitNews, Circuits } from "./circuits";
import type { CircuitEventLog } from "./event-log";

interface OpenCircuits {
  readonly cells: SharedCells;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly snapshot: { readonly current: Snapshot };
  readonly live: LiveEvents;
  readonly eventLog: CircuitEventLog;
}

/** Circuits whose changes are logged, kept and shown. */
export function openCircuits({ cells, clock, logger, snapshot, live, eventLog }: OpenCircuits): Circuits {
  return new Circuits({
    cells,
    clock,
    logger,
    findProvider: (id) => snapshot.current.providers.byId.get(id),
    onNews: (news) => {
      logNews(news, logger);
      const { provider, to, reason, failures, openUntil, at } = news;
      eventLog.add({
        providerId: provider.id,
        state: to,
        reason,
        failureCount: failures,
        openUntil: openUntil === null ? null : new Date(openUntil),
        createdAt: new Date(at),
      });
    },
    onSeen: (providerId, { state }) => {
      const { reason, until } = state.kind === "open" ? state : { reason: null, until: null };
      live.emit("circuit", { providerId, state: state.kind, reason, openUntil: until });
    },
  });
}

const LEVELS = { open: "warn", "half-open": "info", closed: "info" } as const;

function logNews({ provider, from, to, reason, failures, openUntil }: CircuitNews, logger: Logger): void {
  const facts = { providerId: provider.id, provider: provider.name, from, to, reason, failures };
  const until = openUntil === null ? {} : { openUntil: new Date(openUntil).toISOString() };
  logger[LEVELS[to]]({ ...facts, ...until }, `[CircuitBreaker] ${provider.name} is ${to}`);
}
