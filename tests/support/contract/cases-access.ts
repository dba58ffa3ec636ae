import type { ActionCase } from "./action-case";

const nothing = () => ({});
const IN_A_YEAR = () => new Date(Date.now() + 365 * 86_400_000).toISOString();

/** Users, keys, providers, sign-ins. */
export const ACCESS_CASES: Readonly<Record<string, ActionCase>> = {
  "users/getUsers": { valid: nothing, foreign: "own" },
  "users/getUsersBatch": { valid: () => ({ searchTerm: "person", statusFilter: "active", sortBy: "name" }) },
  "users/searchUsersForFilter": { valid: () => ({ searchTerm: "person" }) },
  "users/addUser": { valid: () => ({ name: "a new one", tags: ["team"], limitWeeklyUsd: 10 }) },
  "users/createUserOnly": { valid: () => ({ name: "without a key" }) },
  "users/editUser": {
    valid: async ({ newPerson }) => ({ userId: (await newPerson()).userId, note: "changed" }),
    foreign: ({ user }) => ({ userId: user.userId, note: "taken over" }),
  },
  "users/removeUser": { valid: async ({ newPerson }) => ({ userId: (await newPerson()).userId }) },
  "users/toggleUserEnabled": {
    valid: async ({ newPerson }) => ({ userId: (await newPerson()).userId, enabled: false }),
  },
  "users/renewUser": {
    valid: async ({ newPerson }) => ({
      userId: (await newPerson()).userId,
      expiresAt: IN_A_YEAR(),
      enableUser: true,
    }),
  },
  "users/batchUpdateUsers": {
    valid: async ({ newPerson }) => ({ userIds: [(await newPerson()).userId], updates: { rpm: 5 } }),
  },
  "users/syncUserProviderGroupFromKeys": {
    valid: async ({ newPerson }) => ({ userId: (await newPerson()).userId }),
  },
  "users/getUserLimitUsage": {
    valid: ({ user }) => ({ userId: user.userId }),
    foreign: ({ user }) => ({ userId: user.userId }),
  },
  "users/getUserAllLimitUsage": {
    valid: ({ user }) => ({ userId: user.userId }),
    foreign: ({ user }) => ({ userId: user.userId }),
  },
  "users/getAllUserTags": { valid: nothing },
  "users/getAllUserKeyGroups": { valid: nothing },
  "keys/getKeys": {
    valid: ({ user }) => ({ userId: user.userId }),
    foreign: ({ user }) => ({ userId: user.userId }),
  },
  "keys/getKeysWithStatistics": {
    valid: ({ user }) => ({ userId: user.userId }),
    foreign: ({ user }) => ({ userId: user.userId }),
  },
  "keys/addKey": {
    valid: ({ user }) => ({ userId: user.userId, name: "another", limitDailyUsd: 1, expiresAt: IN_A_YEAR() }),
    foreign: ({ user }) => ({ userId: user.userId, name: "a way in" }),
  },
  "keys/editKey": {
    valid: async ({ user, newKey }) => ({ keyId: await newKey(user.userId), limit5hUsd: 2 }),
    foreign: ({ user }) => ({ keyId: user.keyId, name: "taken over" }),
  },
  "keys/removeKey": {
    valid: async ({ user, newKey }) => ({ keyId: await newKey(user.userId) }),
    foreign: ({ user }) => ({ keyId: user.keyId }),
  },
  "keys/toggleKeyEnabled": {
    valid: async ({ user, newKey }) => ({ keyId: await newKey(user.userId), enabled: false }),
    foreign: ({ user }) => ({ keyId: user.keyId, enabled: false }),
  },
  "keys/renewKeyExpiresAt": {
    valid: async ({ user, newKey }) => ({ keyId: await newKey(user.userId), expiresAt: IN_A_YEAR() }),
    foreign: ({ user }) => ({ keyId: user.keyId, expiresAt: null }),
  },
  "keys/batchUpdateKeys": {
    valid: async ({ user, newKey }) => ({
      keyIds: [await newKey(user.userId)],
      updates: { canLoginWebUi: false },
    }),
  },
  "keys/getKeyLimitUsage": {
    valid: ({ user }) => ({ keyId: user.keyId }),
    foreign: ({ user }) => ({ keyId: user.keyId }),
  },
  "key-quota/getKeyQuotaUsage": { valid: ({ user }) => ({ keyId: user.keyId }) },
  "providers/getProviders": { valid: nothing },
  "providers/addProvider": {
    valid: ({ hub }) => ({
      name: "new",
      url: hub.upstream.url,
      key: "sk-of-the-new-one",
      group_tag: "elsewhere",
      model_redirects: { "claude-opus-*": "claude-sonnet-4-5" },
    }),
  },
  "providers/editProvider": {
    valid: async ({ newProvider }) => ({ providerId: await newProvider(), weight: 7 }),
  },
  "providers/removeProvider": { valid: async ({ newProvider }) => ({ providerId: await newProvider() }) },
  "providers/batchUpdateProviders": {
    valid: async ({ newProvider }) => ({ providerIds: [await newProvider()], updates: { priority: 3 } }),
  },
  "providers/testProviderUnified": { valid: ({ providerId }) => ({ providerId }) },
  "providers/getProviderTestPresets": { valid: () => ({ providerType: "codex" }) },
  "providers/testProviderProxy": { valid: ({ hub }) => ({ providerUrl: hub.upstream.url }) },
  "providers/fetchUpstreamModels": { valid: ({ providerId }) => ({ providerId }) },
  "providers/getUnmaskedProviderKey": { valid: ({ providerId }) => ({ id: providerId }) },
  "providers/getProvidersHealthStatus": { valid: nothing },
  "providers/resetProviderCircuit": { valid: ({ providerId }) => ({ providerId }) },
  "providers/getProviderLimitUsage": { valid: ({ providerId }) => ({ providerId }) },
  "providers/getProviderLimitUsageBatch": { valid: ({ providerId }) => ({ providerIds: [providerId] }) },
  "providers/resetProviderTotalUsage": {
    valid: async ({ newProvider }) => ({ providerId: await newProvider() }),
  },
  "providers/getAvailableProviderGroups": {
    valid: nothing,
    foreign: ({ user }) => ({ userId: user.userId }),
  },
  "providers/getProviderGroupsWithCount": { valid: nothing },
  "providers/getModelSuggestionsByProviderGroup": {
    valid: () => ({ providerGroup: "default" }),
    foreign: "own",
  },
  "provider-slots/getProviderSlots": { valid: nothing, foreign: "own" },
  "routing/dryRunRoute": {
    valid: ({ user }) => ({ protocol: "anthropic", model: "claude-sonnet-4-5", keyId: user.keyId }),
  },
  "web-sessions/getWebSessions": { valid: nothing, foreign: "own" },
  "web-sessions/revokeWebSession": {
    valid: ({ hub, user }) => signedInAs(hub, user.key),
    foreign: ({ hub, user }) => signedInAs(hub, user.key),
  },
};

/** Opens a dashboard session and names it. */
async function signedInAs(hub: { url: string; call: <Data>(action: string) => Promise<Data> }, key: string) {
  await fetch(`${hub.url}/api/auth/login`, { method: "POST", body: JSON.stringify({ key }) });
  const [newest] = await hub.call<{ id: number }[]>("web-sessions/getWebSessions");
  return { id: newest?.id };
}
