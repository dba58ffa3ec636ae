import type { ActionModule } from "../kit/action-module";
import { getKeyQuotaUsage } from "./get-key-quota-usage";

export const KEY_QUOTA: ActionModule = {
  name: "key-quota",
  tag: "Key quotas",
  description: "The limits of a key, as a list to show.",
  actions: [getKeyQuotaUsage],
};
