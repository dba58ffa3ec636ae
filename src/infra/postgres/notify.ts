import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import type { DatabasePool } from "./client";

/** The channel on which the tables' triggers announce changes (see the first migration). */
const CHANNEL = "configuration_changed";

/** Begins what a listener tells itself on that channel; no table is called like that. */
const BEAT = "beat:";

/** How often a listener makes sure that it hears, in ms. */
const BEAT_INTERVAL_MS = 5_000;

interface ListenOptions {
  /** Opens connections for nothing but listening. */
  readonly connect: () => Pick<DatabasePool, "sql" | "close">;
  /** Other connections of the same database: whoever talks on the line that is in doubt proves nothing. */
  readonly sql: Sql;
  /** The name of a table that has changed; null when anything may have. */
  readonly onChange: (table: string | null) => void;
  /** Told when a line turned out to be dead and another one is made. */
  readonly onDeaf: () => void;
  readonly beatIntervalMs?: number;
}

export interface ChangeListener {
  close(): Promise<void>;
}

/**
 * Calls `onChange` with the table's name after each change of configuration, in this process or another one, and
 * with null whenever the connection was (re)made, since what happened while it was away went unheard.
 *
 * A connection may be dead without anybody saying so. So the listener says something on the channel from time to
 * time and expects to hear it: notifications arrive in the order of their commits, so that whoever hears that one has
 * missed none before it (PostgreSQL documentation, NOTIFY). One that does not is replaced.
 *
 * @throws {Error} when the first connection cannot be made
 */
export async function listenForChanges(options: ListenOptions): Promise<ChangeListener> {
  const { connect, sql, onChange, onDeaf, beatIntervalMs = BEAT_INTERVAL_MS } = options;
  const own = BEAT + randomUUID();
  let isHeard = true;
  let isClosed = false;

  const open = async () => {
    const line = connect();
    const onPayload = (payload: string) => {
      if (payload === own) isHeard = true;
      else if (!payload.startsWith(BEAT)) onChange(payload);
    };
    await line.sql.listen(CHANNEL, onPayload, () => onChange(null));
    return line;
  };

  let line = await open();

  const beat = async () => {
    if (!isHeard) {
      onDeaf();
      void line.close();
      line = await open();
    }
    isHeard = false;
    await sql.notify(CHANNEL, own);
  };

  let beating = Promise.resolve();
  let isBeating = false;
  const timer = setInterval(() => {
    if (isBeating || isClosed) return;
    isBeating = true;
    // While the database is away nothing can be missed, and postgres.js connects again by itself.
    beating = beat()
      .catch(() => {
        isHeard = true;
      })
      .finally(() => {
        isBeating = false;
      });
  }, beatIntervalMs).unref();

  return {
    async close() {
      isClosed = true;
      clearInterval(timer);
      await beating;
      await line.close();
    },
  };
}
