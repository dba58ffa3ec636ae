"use server";
import { Settings, SettingsChanges } from "@/domain/settings/settings";
import { updateSettings } from "@/repository/settings";
import { action } from "../kit/action";
import { compact } from "../kit/compact";
import { requireChanges } from "../kit/require-changes";

export const saveSystemSettings = action(
  {
    name: "system-config/saveSystemSettings",
    summary: "Change the hub's settings",
    description: "Only the settings given change. They are in force in every replica within a second.",
    access: "admin",
    input: SettingsChanges,
    output: Settings,
    refusals: ["EMPTY_UPDATE"],
    changes: ["settings"],
  },
  async ({ input, change }) => {
    requireChanges(input);
    return change(async (tx) => {
      const settings = await updateSettings(tx, compact(input));
      return { result: settings, targetId: null, changes: input };
    });
  },
);
