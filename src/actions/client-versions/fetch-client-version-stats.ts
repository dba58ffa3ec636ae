"use server";
import { z } from "zod";
import { clientDisplayName } from "@/domain/client-version/client-program";
import { type ClientStats, clientStats } from "@/domain/client-version/client-stats";
import { CLIENT_USE_WINDOW_MS } from "@/domain/client-version/client-use";
import { compareVersions } from "@/domain/client-version/compare-versions";
import type { User } from "@/domain/user/user";
import { listClientUses } from "@/repository/client-uses";
import { action } from "../kit/action";

const ClientVersionStats = z.object({
  clientType: z.string(),
  displayName: z.string(),
  /** What users should have at least, where the check is on; null while no version is in general use. */
  gaVersion: z.string().nullable(),
  totalUsers: z.number().int(),
  users: z.array(
    z.object({
      userId: z.number().int(),
      username: z.string(),
      version: z.string(),
      lastSeen: z.iso.datetime(),
      isLatest: z.boolean(),
      needsUpgrade: z.boolean(),
    }),
  ),
});

export const fetchClientVersionStats = action(
  {
    name: "client-versions/fetchClientVersionStats",
    summary: "Which versions of client programs users have",
    description:
      "Of the last seven days, by program, with a line for each version a user was seen with; clients that name no version are left out. gaVersion is the newest one that CLIENT_VERSION_GA_THRESHOLD users have: the version check asks for it or a later one.",
    access: "admin",
    input: z.object({}),
    output: z.array(ClientVersionStats),
  },
  async ({ runtime: { clock, database, env, snapshot } }) => {
    const { users } = snapshot.current.callers;
    const uses = await listClientUses(database.db, new Date(clock.now() - CLIENT_USE_WINDOW_MS));
    const names = new Map(users.map(({ id, name }) => [id, name]));
    const live = uses.filter(({ userId }) => names.has(userId));
    return clientStats(live, env.CLIENT_VERSION_GA_THRESHOLD).map((stats) => statsDisplay(stats, names));
  },
);

function statsDisplay(
  { type, generalVersion, userCount, uses }: ClientStats,
  names: ReadonlyMap<User["id"], string>,
): z.input<typeof ClientVersionStats> {
  return {
    clientType: type,
    displayName: clientDisplayName(type),
    gaVersion: generalVersion,
    totalUsers: userCount,
    users: uses.map(({ userId, version, lastUsedAt }) => {
      const order = generalVersion === null ? null : compareVersions(version, generalVersion);
      return {
        ...{ userId, version, username: names.get(userId) ?? "" },
        lastSeen: lastUsedAt.toISOString(),
        isLatest: order !== null && order >= 0,
        needsUpgrade: order !== null && order < 0,
      };
    }),
  };
}
