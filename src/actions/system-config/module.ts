import type { ActionModule } from "../kit/action-module";
import { fetchSystemSettings } from "./fetch-system-settings";
import { getDisplaySettings } from "./get-display-settings";
import { saveSystemSettings } from "./save-system-settings";

export const SYSTEM_CONFIG: ActionModule = {
  name: "system-config",
  tag: "Settings",
  description: "The hub's own settings, changed while it runs.",
  actions: [getDisplaySettings, fetchSystemSettings, saveSystemSettings],
};
