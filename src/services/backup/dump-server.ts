import "server-only";
import { runDump } from "@/infra/postgres/client-programs";
import { LEFT_OUT, LOG_TABLES } from "@/repository/backup/backup-tables";

/** An archive of a server's database, as `pg_restore` and an import take it. @throws {ClientProgramError} */
export function dumpServer(
  dsn: string,
  { excludeLogs }: { readonly excludeLogs: boolean },
): AsyncGenerator<Buffer> {
  // A log's parts have its name and more.
  const withoutRows = [
    ...LEFT_OUT,
    ...(excludeLogs ? [...LOG_TABLES].flatMap((log) => [log, `${log}_*`]) : []),
  ];
  return runDump(dsn, [
    ...["--format=custom", "--encoding=UTF8", "--no-owner", "--no-privileges", "--load-via-partition-root"],
    ...withoutRows.map((table) => `--exclude-table-data=public.${table}`),
  ]);
}
