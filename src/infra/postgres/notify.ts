import type { Sql } from "postgres";

/** The channel on which the tables' triggers announce changes (see the first migration). */
const CHANNEL = "configuration_changed";

export interface ChangeListener {
  close(): Promise<void>;
}

/**
 * Calls `onChange` with the table's name after each change of configuration, in this process or another one, and
 * with null whenever the connection was (re)made, since what happened while it was away went unheard.
 */
export async function listenForChanges(
  sql: Sql,
  onChange: (table: string | null) => void,
): Promise<ChangeListener> {
  const subscription = await sql.listen(CHANNEL, onChange, () => onChange(null));
  return { close: () => subscription.unlisten() };
}
