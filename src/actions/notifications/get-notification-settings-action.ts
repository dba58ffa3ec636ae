"use server";
import { z } from "zod";
import { readNotificationSettings } from "@/repository/notifications/settings";
import { listTargets } from "@/repository/notifications/targets";
import { action } from "../kit/action";
import { NotificationSettingsDisplay, settingsDisplay } from "./plain-fields";

export const getNotificationSettingsAction = action(
  {
    name: "notifications/getNotificationSettingsAction",
    summary: "What the hub tells of by itself",
    description: "The switches and schedules of notifications. Who hears of them is said by bindings.",
    access: "admin",
    input: z.object({}),
    output: NotificationSettingsDisplay,
  },
  async ({ runtime: { database, secrets } }) => {
    const settings = await readNotificationSettings(database.db);
    return settingsDisplay(settings, await listTargets(database.db), secrets);
  },
);
