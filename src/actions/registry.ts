import { getActiveSessions } from "./active-sessions/get-active-sessions";
import { getAllSessions } from "./active-sessions/get-all-sessions";
import { getSessionDetails } from "./active-sessions/get-session-details";
import { getSessionMessages } from "./active-sessions/get-session-messages";
import { getSessionRequests } from "./active-sessions/get-session-requests";
import { hasSessionMessages } from "./active-sessions/has-session-messages";
import { terminateActiveSession } from "./active-sessions/terminate-active-session";
import { terminateActiveSessionsBatch } from "./active-sessions/terminate-active-sessions-batch";
import { addKey } from "./keys/add-key";
import { editKey } from "./keys/edit-key";
import { getKeys } from "./keys/get-keys";
import { removeKey } from "./keys/remove-key";
import { toggleKeyEnabled } from "./keys/toggle-key-enabled";
import type { ActionDefinition } from "./kit/action";
import { addProvider } from "./providers/add-provider";
import { editProvider } from "./providers/edit-provider";
import { getProviders } from "./providers/get-providers";
import { getProvidersHealthStatus } from "./providers/get-providers-health-status";
import { removeProvider } from "./providers/remove-provider";
import { resetProviderCircuit } from "./providers/reset-provider-circuit";
import { testProviderUnified } from "./providers/test-provider-unified";
import { getProxyStatus } from "./proxy-status/get-proxy-status";
import { getSessionResponse } from "./session-response/get-session-response";
import { getSetupState } from "./setup/get-setup-state";
import { getUsageLogDetails } from "./usage-logs/get-usage-log-details";
import { getUsageLogs } from "./usage-logs/get-usage-logs";
import { getUsageLogsBatch } from "./usage-logs/get-usage-logs-batch";
import { addUser } from "./users/add-user";
import { editUser } from "./users/edit-user";
import { getUsers } from "./users/get-users";
import { removeUser } from "./users/remove-user";
import { toggleUserEnabled } from "./users/toggle-user-enabled";

/** Every action there is: what the REST face, the API document and the tests loop over. */
export const ACTIONS: readonly { readonly definition: ActionDefinition }[] = [
  getUsers,
  addUser,
  editUser,
  removeUser,
  toggleUserEnabled,
  getKeys,
  addKey,
  editKey,
  removeKey,
  toggleKeyEnabled,
  getProviders,
  addProvider,
  editProvider,
  removeProvider,
  testProviderUnified,
  getProvidersHealthStatus,
  resetProviderCircuit,
  getUsageLogs,
  getUsageLogsBatch,
  getUsageLogDetails,
  getSetupState,
  getActiveSessions,
  getAllSessions,
  getSessionDetails,
  getSessionMessages,
  getSessionRequests,
  hasSessionMessages,
  terminateActiveSession,
  terminateActiveSessionsBatch,
  getSessionResponse,
  getProxyStatus,
];
