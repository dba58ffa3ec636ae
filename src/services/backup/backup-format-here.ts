import "server-only";
import { clientProgramVersion } from "@/infra/postgres/client-programs";
import { BackupError } from "@/repository/backup/backup-format";
import type { Runtime } from "@/services/runtime/runtime";

/**
 * - pg_dump: an archive of PostgreSQL's own, which its tools can restore without the hub
 * - cch: the hub's own, which it makes and reads anywhere
 */
export const BACKUP_FORMATS = ["pg_dump", "cch"] as const;
export type BackupFormat = (typeof BACKUP_FORMATS)[number];

export type ChosenFormat = { readonly format: "pg_dump"; readonly dsn: string } | { readonly format: "cch" };

/**
 * The format a backup is made in: an archive where the database is a server's and there is a `pg_dump` that is not older
 * than it, else the hub's own.
 *
 * @throws {BackupError} when `wanted` cannot be had
 */
export async function backupFormatHere(
  { env, database }: Pick<Runtime, "env" | "database">,
  wanted?: BackupFormat,
): Promise<ChosenFormat> {
  if (wanted === "cch") return { format: "cch" };
  const problem = env.DSN ? await dumpProblem(database.sql) : "the database is the embedded one";
  if (env.DSN && problem === null) return { format: "pg_dump", dsn: env.DSN };
  if (wanted === undefined) return { format: "cch" };
  throw new BackupError(`pg_dump cannot be used: ${problem}`);
}

/** Why the database cannot be dumped by `pg_dump`; null when it can. It refuses servers newer than itself. */
async function dumpProblem(sql: Runtime["database"]["sql"]): Promise<string | null> {
  const version = await clientProgramVersion("pg_dump");
  if (version === null) return "it is not installed";
  const [row] = await sql<{ major: number }[]>`
    SELECT current_setting('server_version_num')::int / 10000 AS major`;
  const major = row?.major ?? 0;
  return version >= major ? null : `it is of PostgreSQL ${version}, the server of ${major}`;
}
