import type { ActionModule } from "../kit/action-module";
import { addKey } from "./add-key";
import { batchUpdateKeys } from "./batch-update-keys";
import { editKey } from "./edit-key";
import { getKeyLimitUsage } from "./get-key-limit-usage";
import { getKeys } from "./get-keys";
import { getKeysWithStatistics } from "./get-keys-with-statistics";
import { removeKey } from "./remove-key";
import { renewKeyExpiresAt } from "./renew-key-expires-at";
import { toggleKeyEnabled } from "./toggle-key-enabled";

export const KEYS: ActionModule = {
  name: "keys",
  tag: "Keys",
  description: "Credentials of users: what clients send.",
  actions: [
    getKeys,
    getKeysWithStatistics,
    addKey,
    editKey,
    removeKey,
    toggleKeyEnabled,
    renewKeyExpiresAt,
    batchUpdateKeys,
    getKeyLimitUsage,
  ],
};
