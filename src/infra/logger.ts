import { type DestinationStream, destination, type Logger, pino } from "pino";

export type { Logger };

/** Bytes gathered before a write: one system call for some fifty lines instead of one each. */
const BUFFER_BYTES = 12_288;
const FLUSH_INTERVAL_MS = 500;

/**
 * Structured JSON logs on standard output. Secrets are kept out by their type (`Secret` in lib), not by field names.
 *
 * @param sink where lines go instead, for tests
 */
export function createLogger(level: string, sink?: DestinationStream): Logger {
  const target =
    sink ?? destination({ dest: 1, sync: false, minLength: BUFFER_BYTES, periodicFlush: FLUSH_INTERVAL_MS });
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    target,
  );
}
