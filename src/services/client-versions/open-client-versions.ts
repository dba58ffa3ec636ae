import "server-only";
import type { Env } from "@/config/env";
import { clientProgramOf } from "@/domain/client-version/client-program";
import { CLIENT_USE_WINDOW_MS } from "@/domain/client-version/client-use";
import type { Clock } from "@/infra/clock";
import type { Logger } from "@/infra/logger";
import type { DatabasePool } from "@/infra/postgres/client";
import { MINUTE_MS } from "@/lib/duration";
import { listClientUses } from "@/repository/client-uses";
import { ClientVersions } from "./client-versions";

const RELOAD_MS = 5 * MINUTE_MS;

interface Parts {
  readonly env: Pick<Env, "CLIENT_VERSION_GA_THRESHOLD">;
  readonly database: Pick<DatabasePool, "db">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly opened: (readonly [name: string, close: () => Promise<void>])[];
}

/** Client versions with what all replicas have seen, brought up to date every few minutes until they are closed. */
export async function openClientVersions({
  env,
  database,
  clock,
  logger,
  opened,
}: Parts): Promise<ClientVersions> {
  const versions = new ClientVersions(env.CLIENT_VERSION_GA_THRESHOLD);
  const load = async () => {
    const uses = await listClientUses(database.db, new Date(clock.now() - CLIENT_USE_WINDOW_MS));
    // Latest last: what is used longest ago makes room first.
    for (const { userId, userAgent, lastUsedAt } of uses.toReversed()) {
      const program = clientProgramOf(userAgent);
      if (program) versions.note(program, userId, lastUsedAt.getTime());
    }
  };
  await load();
  const timer = setInterval(() => {
    load().catch((err: unknown) => logger.warn({ err }, "client versions could not be loaded"));
  }, RELOAD_MS).unref();
  opened.push(["client versions", async () => clearInterval(timer)]);
  return versions;
}
