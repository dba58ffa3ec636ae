import "server-only";
import type { Env } from "@/config/env";
import type { Clock } from "@/infra/clock";
import type { Logger } from "@/infra/logger";
import type { DatabasePool } from "@/infra/postgres/client";
import type { Ledger } from "@/services/ledger/ledger";
import { followResets } from "@/services/quota/follow-resets";
import { loadSums } from "@/services/quota/load-sums";
import type { WindowClock } from "@/services/quota/window-clock";
import type { SnapshotStore } from "@/services/snapshot/store";
import type { Closer } from "./closers";
import { openSharedState, type SharedState } from "./shared-state";

interface CountersContext {
  readonly env: Env;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly opened: Closer[];
  readonly database: DatabasePool;
  readonly ledger: Ledger;
  readonly snapshot: SnapshotStore;
  readonly windows: WindowClock;
}

/** The counters, holding what the ledger says was spent, now and whenever somebody's windows move. */
export async function openCounters(context: CountersContext): Promise<SharedState> {
  const { env, clock, logger, opened, database, ledger, snapshot, windows } = context;
  const load = async () => {
    await ledger.flush();
    return loadSums({ db: database.db, clock: windows, snapshot: snapshot.current }, clock.now());
  };
  const state = await openSharedState(env, load, logger, opened);
  await state.counters.prime(await load(), clock.now(), "all");
  const stopFollowing = followResets(snapshot, () => {
    load()
      .then((entries) => state.counters.prime(entries, clock.now(), "some"))
      .catch((err: unknown) => logger.error({ err }, "moved spend windows could not be filled"));
  });
  opened.push(["spend windows", async () => stopFollowing()]);
  return state;
}
