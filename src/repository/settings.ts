import "server-only";
import { eq, sql } from "drizzle-orm";
import { Settings } from "@/domain/settings/settings";
import { settings } from "@/infra/postgres/tables/settings";
import type { Db } from "./db";

/** The hub's settings; what was never set has its default. */
export async function readSettings(db: Db): Promise<Settings> {
  const [row] = await db.select().from(settings).where(eq(settings.id, 1));
  return Settings.parse(row?.values ?? {});
}

/** Sets the given values and leaves the rest. */
export async function updateSettings(db: Db, changes: Partial<Settings>): Promise<Settings> {
  const merged = sql`${settings.values} || ${JSON.stringify(changes)}::jsonb`;
  const [row] = await db
    .insert(settings)
    .values({ id: 1, values: changes })
    .onConflictDoUpdate({ target: settings.id, set: { values: merged, updatedAt: new Date() } })
    .returning();
  return Settings.parse(row?.values ?? {});
}

/**
 * Leaves the fingerprint of the secret key in the database, or compares it with the one that is there.
 * Returns false when another key was used: secrets could not be opened and keys not be found with this one.
 */
export async function claimSecretFingerprint(db: Db, fingerprint: string): Promise<boolean> {
  const kept = sql`coalesce(${settings.secretFingerprint}, ${fingerprint})`;
  const [row] = await db
    .insert(settings)
    .values({ id: 1, secretFingerprint: fingerprint })
    .onConflictDoUpdate({ target: settings.id, set: { secretFingerprint: kept } })
    .returning({ fingerprint: settings.secretFingerprint });
  return row?.fingerprint === fingerprint;
}
