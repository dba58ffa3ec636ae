import "server-only";
import { NotificationSettings, type NotificationSettingsChanges } from "@/domain/notification/schema";
import { notificationSettings } from "@/infra/postgres/tables/settings";
import type { Db } from "@/repository/db";
import { given } from "@/repository/given";

/** The settings, and when they were last changed. */
export type StoredNotificationSettings = NotificationSettings & { readonly updatedAt: Date };

export async function readNotificationSettings(db: Db): Promise<StoredNotificationSettings> {
  const [row] = await db.select().from(notificationSettings);
  return row ? settingsFromRow(row) : updateNotificationSettings(db, {});
}

/** Sets the given values and leaves the rest. */
export async function updateNotificationSettings(
  db: Db,
  changes: NotificationSettingsChanges,
): Promise<StoredNotificationSettings> {
  const values = given(changes);
  const [row] = await db
    .insert(notificationSettings)
    .values({ id: 1, ...values })
    .onConflictDoUpdate({ target: notificationSettings.id, set: { ...values, updatedAt: new Date() } })
    .returning();
  if (!row) throw new Error("insert returned no row");
  return settingsFromRow(row);
}

function settingsFromRow(row: typeof notificationSettings.$inferSelect): StoredNotificationSettings {
  return { ...NotificationSettings.parse(row), updatedAt: row.updatedAt };
}
