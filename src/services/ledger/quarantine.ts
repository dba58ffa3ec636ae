import "server-only";
import { appendFileSync, readFileSync } from "node:fs";
import type { Logger } from "@/infra/logger";

/** Records the database refuses for what they say, each with the reason, in a file that somebody has to look into. */
export class Quarantine {
  private records: number;

  constructor(
    private readonly path: string,
    private readonly logger: Logger,
  ) {
    this.records = countLines(path);
  }

  /** Those of earlier processes included. */
  get count(): number {
    return this.records;
  }

  /** Sets a record aside. Where the disk refuses it, the log has it whole. */
  add(record: string, error: unknown): void {
    const { code, message } = error as { code?: string; message?: string };
    const entry = { at: new Date().toISOString(), code, reason: message ?? String(error), record };
    this.records++;
    try {
      appendFileSync(this.path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      this.logger.error({ err: error, file: this.path }, "the database refuses a record; it was set aside");
    } catch (diskError) {
      this.logger.error(
        { err: diskError, ...entry },
        "the database refuses a record and the disk does too; this line is all that is left of it",
      );
    }
  }
}

const LINE_FEED = 0x0a;

function countLines(path: string): number {
  try {
    return readFileSync(path).reduce((lines, byte) => lines + Number(byte === LINE_FEED), 0);
  } catch {
    return 0;
  }
}
