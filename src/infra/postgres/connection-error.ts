/** What postgres.js and Node call connections that cannot be made or were lost. */
const LOST: ReadonlySet<string> = new Set([
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Connection failures, no more connections, shutting down or starting (PostgreSQL, appendix A: 08, 53300, 57P01–57P03). */
const SERVER_SAYS = /^(?:08\w{3}|53300|57P0[123])$/;

/** Whether a statement failed because the database cannot be reached just now, whatever wraps the error. */
export function isConnectionError(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, cause, syscall } = error as { code?: unknown; cause?: unknown; syscall?: unknown };
  // A missing file is another matter than a missing socket.
  if (code === "ENOENT" && syscall !== "connect") return false;
  if (typeof code === "string" && (LOST.has(code) || SERVER_SAYS.test(code))) return true;
  return isConnectionError(cause);
}
