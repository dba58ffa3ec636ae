import "server-only";
import { DataDirError } from "@/infra/data-dir";
import { EmbeddedPostgresError } from "@/infra/postgres/embedded";
import { SchemaError } from "@/infra/postgres/migrate";

/** Something an operator must put right before the hub can start. One line that says what. */
export class StartError extends Error {
  override readonly name = "StartError";
}

const EXPECTED = [StartError, DataDirError, EmbeddedPostgresError, SchemaError];

/** What to print when the hub could not start: one line for what an operator can mend, everything for the rest. */
export function explainStartError(error: unknown): string {
  if (EXPECTED.some((kind) => error instanceof kind)) return `Cannot start: ${(error as Error).message}`;
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === "EADDRINUSE")
    return `Cannot start: port ${port} is in use; stop what uses it, or set APP_PORT`;
  if (code === "EACCES")
    return `Cannot start: not allowed to listen on port ${port}; set APP_PORT above 1023`;
  if (code === "EADDRNOTAVAIL") return `Cannot start: this machine has no address ${address}; check HOST`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
