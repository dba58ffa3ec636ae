const UNIQUE_VIOLATION = "23505";

/** Whether a statement failed because something like it is there already (PostgreSQL, appendix A: 23505). */
export function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return code === UNIQUE_VIOLATION || isUniqueViolation(cause);
}
