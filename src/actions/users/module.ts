import type { ActionModule } from "../kit/action-module";
import { addUser } from "./add-user";
import { batchUpdateUsers } from "./batch-update-users";
import { createUserOnly } from "./create-user-only";
import { editUser } from "./edit-user";
import { getAllUserKeyGroups } from "./get-all-user-key-groups";
import { getAllUserTags } from "./get-all-user-tags";
import { getUserAllLimitUsage } from "./get-user-all-limit-usage";
import { getUserLimitUsage } from "./get-user-limit-usage";
import { getUsers } from "./get-users";
import { getUsersBatch } from "./get-users-batch";
import { removeUser } from "./remove-user";
import { renewUser } from "./renew-user";
import { searchUsersForFilter } from "./search-users-for-filter";
import { syncUserProviderGroupFromKeys } from "./sync-user-provider-group-from-keys";
import { toggleUserEnabled } from "./toggle-user-enabled";

export const USERS: ActionModule = {
  name: "users",
  tag: "Users",
  description: "People, teams and scripts that own keys and have limits.",
  actions: [
    getUsers,
    getUsersBatch,
    searchUsersForFilter,
    addUser,
    createUserOnly,
    editUser,
    removeUser,
    toggleUserEnabled,
    renewUser,
    batchUpdateUsers,
    syncUserProviderGroupFromKeys,
    getUserLimitUsage,
    getUserAllLimitUsage,
    getAllUserTags,
    getAllUserKeyGroups,
  ],
};
