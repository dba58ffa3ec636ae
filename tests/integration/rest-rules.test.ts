import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callAction } from "../support/call-action";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** What callers may change, and within which bounds, beyond who may call at all. */

let hub: TestHub;
let user: TestCaller;

beforeAll(async () => {
  hub = await startTestHub();
  await hub.addProvider({ name: "of the team", group_tag: "team" });
  user = await webUser({
    name: "Ada",
    providerGroup: "team",
    limitWeeklyUsd: 10,
    limitConcurrentSessions: 3,
  });
});
afterAll(() => hub.close());

async function webUser(fields: Readonly<Record<string, unknown>> = {}): Promise<TestCaller> {
  const caller = await hub.addCaller(fields);
  await hub.call("keys/editKey", { keyId: caller.keyId, canLoginWebUi: true });
  return caller;
}

const asUser = <Data>(action: string, input: unknown) => callAction<Data>(hub.url, user.key, action, input);
const refused = (code: string) => expect.objectContaining({ message: expect.stringContaining(` ${code}:`) });

describe("40: users", () => {
  it("change their own name, note and tags, and nothing else of themselves", async () => {
    const { userId } = user;
    const changed = await asUser("users/editUser", {
      userId,
      name: "Ada L.",
      note: "hi",
      tags: ["a", " a ", ""],
    });
    expect(changed).toMatchObject({ name: "Ada L.", note: "hi", tags: ["a"] });
    const others = {
      ...{ role: "admin", rpm: 0, dailyQuota: 0, providerGroup: "*", isEnabled: true, expiresAt: null },
      ...{
        limit5hUsd: 1,
        limitWeeklyUsd: 0,
        limitMonthlyUsd: 1,
        limitTotalUsd: 1,
        limitConcurrentSessions: 9,
      },
      ...{ dailyResetMode: "rolling", dailyResetTime: "01:00", allowedClients: [], allowedModels: [] },
    };
    for (const [field, value] of Object.entries(others)) {
      await expect(asUser("users/editUser", { userId, [field]: value })).rejects.toEqual(
        refused("PERMISSION_DENIED"),
      );
    }
  });

  it("cannot give a key more than they have, by whatever action", async () => {
    const key = { userId: user.userId, name: "greedy" };
    for (const limit of [{ limitWeeklyUsd: 10.01 }, { limitConcurrentSessions: 4 }]) {
      const exceeds = refused("LIMIT_EXCEEDS_USER");
      await expect(asUser("keys/addKey", { ...key, ...limit })).rejects.toEqual(exceeds);
      await expect(asUser("keys/editKey", { keyId: user.keyId, ...limit })).rejects.toEqual(exceeds);
      await expect(hub.call("keys/editKey", { keyId: user.keyId, ...limit })).rejects.toEqual(exceeds);
    }
    const batch = { keyIds: [user.keyId], updates: { limitWeeklyUsd: 11 } };
    await expect(hub.call("keys/batchUpdateKeys", batch)).rejects.toEqual(refused("LIMIT_EXCEEDS_USER"));
    await asUser("keys/addKey", { ...key, name: "modest", limitWeeklyUsd: 10, limitConcurrentSessions: 3 });
  });

  it("hand out only groups they are in", async () => {
    const key = { userId: user.userId, name: "elsewhere" };
    for (const providerGroup of ["other", "team,other", "*"]) {
      await expect(asUser("keys/addKey", { ...key, providerGroup })).rejects.toEqual(
        refused("GROUP_NOT_ALLOWED"),
      );
    }
    await asUser("keys/addKey", { ...key, providerGroup: "team" });
    expect(await asUser("providers/getAvailableProviderGroups", {})).toEqual(["team"]);
  });
});

describe("batches", () => {
  it("change all or nothing", async () => {
    const [one, two] = [await hub.addCaller({ name: "one" }), await hub.addCaller({ name: "two" })];
    const updates = { note: "batched", limitMonthlyUsd: 5 };
    const missing = { userIds: [one.userId, 999_999], updates };
    await expect(hub.call("users/batchUpdateUsers", missing)).rejects.toEqual(refused("NOT_FOUND"));
    const notes = async () => {
      const { users } = await hub.call<{ users: { note: string }[] }>("users/getUsersBatch", {
        searchTerm: "batched",
      });
      return users.length;
    };
    expect(await notes()).toBe(0);
    const both = [one.userId, two.userId, one.userId];
    expect(await hub.call("users/batchUpdateUsers", { userIds: both, updates })).toEqual({
      requestedCount: 2,
      updatedCount: 2,
      updatedIds: [one.userId, two.userId],
    });
    expect(await notes()).toBe(2);
    const empty = { userIds: [one.userId], updates: {} };
    await expect(hub.call("users/batchUpdateUsers", empty)).rejects.toEqual(refused("EMPTY_UPDATE"));
    const off = { keyIds: [one.keyId, two.keyId], updates: { isEnabled: false } };
    await expect(hub.call("keys/batchUpdateKeys", off)).rejects.toEqual(refused("LAST_ENABLED_KEY"));
  });
});

describe.each([
  ["sensitive-words", "sensitive-words/createSensitiveWordAction", { word: "zebra", matchType: "exact" }],
  [
    "error-rules",
    "error-rules/createErrorRuleAction",
    { pattern: "zebra", category: "x", matchType: "exact" },
  ],
])("%s", (module, create, rule) => {
  it("tell how many are in force, and since when", async () => {
    const stats = () => hub.call<{ exactCount: number; lastReloadTime: number }>(`${module}/getCacheStats`);
    const before = await stats();
    await hub.call(create, rule);
    const after = await stats();
    expect(after).toMatchObject({ exactCount: before.exactCount + 1, isLoading: false });
    expect(after.lastReloadTime).toBeGreaterThan(before.lastReloadTime);
    const refreshed = await hub.call<{ stats: typeof after }>(`${module}/refreshCacheAction`);
    expect(refreshed.stats).toMatchObject({ exactCount: after.exactCount });
    expect(refreshed.stats.lastReloadTime).toBeGreaterThan(after.lastReloadTime);
    expect(Math.abs(Date.now() - refreshed.stats.lastReloadTime)).toBeLessThan(60_000);
  });
});

describe("bounds", () => {
  /** Field, values that are taken with what they become, values that are not. */
  const USER: readonly [string, readonly (readonly [unknown, unknown])[], readonly unknown[]][] = [
    [
      "name",
      [
        ["x".repeat(64), "x".repeat(64)],
        [" trimmed ", "trimmed"],
      ],
      ["", "  ", "x".repeat(65), 7],
    ],
    ["note", [["x".repeat(200), "x".repeat(200)]], ["x".repeat(201)]],
    [
      "rpm",
      [
        [1_000_000, 1_000_000],
        ["60", 60],
        [0, null],
        [null, null],
        ["", null],
      ],
      [1_000_001, -1, 1.5, "many"],
    ],
    [
      "dailyQuota",
      [
        [100_000, 100_000],
        ["0.5", 0.5],
        [0, null],
      ],
      [100_001, -1],
    ],
    [
      "limit5hUsd",
      [
        [10_000, 10_000],
        [0.004, 0.01],
      ],
      [10_000.01, -0.01],
    ],
    ["limitWeeklyUsd", [[50_000, 50_000]], [50_001]],
    ["limitMonthlyUsd", [[200_000, 200_000]], [200_001]],
    ["limitTotalUsd", [[10_000_000, 10_000_000]], [10_000_001]],
    [
      "limitConcurrentSessions",
      [
        [1_000, 1_000],
        [0, null],
      ],
      [1_001, -1],
    ],
    ["tags", [[Array(20).fill("t"), ["t"]]], [Array(21).fill("t"), ["x".repeat(33)], "t"]],
    [
      "providerGroup",
      [
        ["b, a,b,", "a,b"],
        [null, "default"],
        ["", "default"],
      ],
      [7],
    ],
    ["dailyResetMode", [["rolling", "rolling"]], ["never"]],
    [
      "dailyResetTime",
      [
        ["9:05", "09:05"],
        ["23:59", "23:59"],
      ],
      ["24:00", "9", "09:60"],
    ],
    ["allowedModels", [[["m"], ["m"]]], [Array(51).fill("m"), ["x".repeat(65)]]],
    [
      "expiresAt",
      [
        [null, null],
        ["", null],
      ],
      ["not a day", "2020-01-01", "2199-01-01"],
    ],
  ];

  it.each(USER)("of a user's %s", async (field, taken, not) => {
    const add = (value: unknown) =>
      hub.call<{ user: Record<string, unknown> }>("users/addUser", { name: "somebody", [field]: value });
    for (const [value, becomes] of taken) {
      expect((await add(value)).user[field], JSON.stringify(value)).toEqual(becomes);
    }
    for (const value of not)
      await expect(add(value), JSON.stringify(value)).rejects.toEqual(refused("INVALID_INPUT"));
  });

  it("give a user the product's defaults", async () => {
    const { user: plain, defaultKey } = await hub.call<{
      user: Record<string, unknown> & { keys: Record<string, unknown>[] };
      defaultKey: { name: string; key: string };
    }>("users/addUser", { name: "plain" });
    expect(plain).toMatchObject({
      ...{ note: "", role: "user", rpm: null, dailyQuota: null, providerGroup: "default", tags: [] },
      ...{ isEnabled: true, expiresAt: null, dailyResetMode: "fixed", dailyResetTime: "00:00" },
      ...{ limitTotalUsd: null, limitConcurrentSessions: null, allowedClients: [], allowedModels: [] },
    });
    expect(defaultKey).toMatchObject({ name: "default", key: expect.stringMatching(/^sk-cch-/) });
    expect(plain.keys[0]?.maskedKey).not.toBe(defaultKey.key);
  });
});

it("34: shows what is used of limits as they are enforced", async () => {
  const spender = await hub.addCaller({ name: "spender", dailyQuota: 5, rpm: 10, providerGroup: "team" });
  const message = {
    model: "claude-sonnet-4-5",
    max_tokens: 5,
    messages: [{ role: "user", content: "hello" }],
  };
  hub.upstream.enqueue({ usage: { inputTokens: 100_000, outputTokens: 0 } });
  await (await hub.post("/v1/messages", spender.key, message)).text();
  await hub.runtime.ledger.flush();
  const { logs } = await hub.call<{ logs: { costUsd: string }[] }>("usage-logs/getUsageLogsBatch", {
    keyId: spender.keyId,
  });
  const cost = Number(logs[0]?.costUsd);
  expect(cost).toBeGreaterThan(0);
  const usage = await hub.call<{ rpm: object; dailyCost: { current: number; limit: number } }>(
    "users/getUserLimitUsage",
    { userId: spender.userId },
  );
  expect(usage.rpm).toEqual({ current: 1, limit: 10, window: "per_minute" });
  expect(usage.dailyCost).toMatchObject({ limit: 5, resetAt: expect.any(String) });
  expect(usage.dailyCost.current).toBeCloseTo(cost, 9);
  const ofKey = await callAction<Record<string, number | string | null>>(
    hub.url,
    spender.key,
    "my-usage/getMyQuota",
  );
  expect(ofKey).toMatchObject({ keyName: "default", userLimitDailyUsd: 5, keyLimitDailyUsd: null });
  expect(ofKey.keyCurrentTotalUsd).toBeCloseTo(cost, 9);
  const today = await callAction<{ calls: number; costUsd: number }>(
    hub.url,
    spender.key,
    "my-usage/getMyTodayStats",
  );
  expect(today).toMatchObject({ calls: 1, inputTokens: 100_000 });
  expect(today.costUsd).toBeCloseTo(cost, 9);
});

it("38: a provider's credential is revealed on request only, and that is noted", async () => {
  const id = await hub.addProvider({ name: "reveal me", key: "sk-to-be-revealed-0123456789" });
  expect(JSON.stringify(await hub.call("providers/getProviders"))).not.toContain("sk-to-be-revealed");
  const response = await fetch(`${hub.url}/api/actions/providers/getUnmaskedProviderKey`, {
    method: "POST",
    headers: { authorization: `Bearer ${hub.env.ADMIN_TOKEN}` },
    body: JSON.stringify({ id }),
  });
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({ ok: true, data: { key: "sk-to-be-revealed-0123456789" } });
  const { entries } = await hub.call<{ entries: object[] }>("audit-log/getAuditLog", { limit: 1 });
  expect(entries).toMatchObject([
    {
      action: "providers/getUnmaskedProviderKey",
      targetId: String(id),
      actorKind: "admin_token",
      changes: {},
    },
  ]);
});

it("45: an export is a table of what was asked for, formulas escaped", async () => {
  const evil = await hub.addCaller({ name: " =HYPERLINK(1)", providerGroup: "team" });
  const message = { model: "@SUM(A1)", max_tokens: 5, messages: [{ role: "user", content: "hello" }] };
  await (await hub.post("/v1/messages", evil.key, message)).text();
  await hub.runtime.ledger.flush();
  const csv = await hub.call<string>("usage-logs/exportUsageLogs", { keyId: evil.keyId });
  const [header, row] = csv.split("\r\n");
  expect(header).toMatch(/^\uFEFFTime,User,Key,Provider,Model,Original Model,Endpoint,Status Code,/);
  expect(row).toMatch(/^[\d-]+T[\d:.]+Z,'=HYPERLINK\(1\),default,.*'@SUM\(A1\)/);
});

it("12: the dry run goes where requests go", async () => {
  const shut = await hub.addProvider({ name: "shut", group_tag: "team", is_enabled: false });
  const run = await hub.call<{
    candidates: { name: string; share: number }[];
    verdicts: { providerId: number; excludedBy: string | null }[];
  }>("routing/dryRunRoute", { protocol: "anthropic", model: "claude-sonnet-4-5", keyId: user.keyId });
  expect(run.candidates).toEqual([{ name: "of the team", share: 1, providerId: expect.any(Number) }]);
  expect(run.verdicts).toContainEqual(expect.objectContaining({ providerId: shut, excludedBy: "disabled" }));
});
