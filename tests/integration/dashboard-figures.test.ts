import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runJob } from "@/jobs/run-job";
import { sweep } from "@/jobs/sweep";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/duration";
import { updateSettings } from "@/repository/settings";
import { callAction } from "../support/call-action";
import { startReplica, startTestHub, type TestCaller, type TestHub } from "../support/hub";

/** What lists and the wall display tell of today: of keys, providers, clients and sessions. */

interface Key {
  readonly id: number;
  readonly todayUsage: number;
  readonly todayCallCount: number;
  readonly lastUsedAt: string | null;
  readonly lastProviderName: string | null;
  readonly modelStats: readonly { model: string; callCount: number; totalCost: number }[];
}
interface User {
  readonly id: number;
  readonly providerGroup: string;
  readonly keys: readonly Key[];
}

let hub: TestHub;
let ada: TestCaller;
let ben: TestCaller;
let idleKey: number;

beforeAll(async () => {
  hub = await startTestHub();
  await hub.addProvider({ name: "main", limit_concurrent_sessions: 4 });
  await hub.addProvider({ name: "never asked", group_tag: "elsewhere" });
  [ada, ben] = [await hub.addCaller({ name: "ada" }), await hub.addCaller({ name: "ben", rpm: 3 })];
  for (const { keyId } of [ada, ben]) await hub.call("keys/editKey", { keyId, canLoginWebUi: true });
  idleKey = (await hub.call<{ id: number }>("keys/addKey", { userId: ada.userId, name: "idle" })).id;
  await ask(ada, { model: "claude-sonnet-4-5" });
  await ask(ada, { model: "claude-haiku-4-5" });
  await ask(ada, { model: "claude-haiku-4-5" });
  await ask(ben);
});
afterAll(() => hub.close());

interface Asked {
  readonly model?: string;
  readonly session?: string;
  readonly agent?: string;
}

async function ask(
  { key }: TestCaller,
  { model = "claude-sonnet-4-5", session, agent = "curl" }: Asked = {},
): Promise<number> {
  const message = { model, max_tokens: 5, messages: [{ role: "user", content: "hi" }] };
  const headers = { "user-agent": agent, ...(session && { "x-claude-code-session-id": session }) };
  const response = await hub.post("/v1/messages", key, message, headers);
  await response.text();
  await hub.runtime.ledger.flush();
  return response.status;
}

const as = <Data>({ key }: TestCaller, action: string, input?: unknown) =>
  callAction<Data>(hub.url, key, action, input);

const globalView = async (isAllowed: boolean) => {
  await updateSettings(hub.runtime.database.db, { allowGlobalUsageView: isAllowed });
  await hub.runtime.snapshot.refresh("settings");
};

describe("keys with their statistics", () => {
  it("tell today's calls and cost, by model too, and where they were used last", async () => {
    const keys = await as<Key[]>(ada, "keys/getKeysWithStatistics", { userId: ada.userId });
    const used = keys.find(({ id }) => id === ada.keyId);
    expect(used).toMatchObject({ todayCallCount: 3, lastProviderName: "main" });
    expect(used?.modelStats.map(({ model, callCount }) => [model, callCount]).sort()).toEqual([
      ["claude-haiku-4-5", 2],
      ["claude-sonnet-4-5", 1],
    ]);
    const costs = used?.modelStats.map(({ totalCost }) => totalCost) ?? [];
    expect(costs).toEqual(costs.toSorted((a, b) => b - a));
    expect(used?.todayUsage).toBeGreaterThan(0);
    expect(used?.todayUsage).toBeCloseTo(
      costs.reduce((sum, cost) => sum + cost, 0),
      9,
    );
    expect(Math.abs(Date.now() - Date.parse(used?.lastUsedAt ?? ""))).toBeLessThan(MINUTE_MS);
    expect(keys.find(({ id }) => id === idleKey)).toMatchObject({
      ...{ todayCallCount: 0, todayUsage: 0, modelStats: [] },
      ...{ lastUsedAt: null, lastProviderName: null },
    });
  });

  it("come with users, and 34: add up to what the overview says", async () => {
    const users = await hub.call<User[]>("users/getUsers");
    const { users: page } = await hub.call<{ users: User[] }>("users/getUsersBatch", {});
    expect(page).toEqual(users);
    const keys = users.flatMap((user) => user.keys);
    const overview = await hub.call<{ todayRequests: number; todayCost: number }>("overview/getOverviewData");
    expect(keys.reduce((sum, key) => sum + key.todayCallCount, 0)).toBe(overview.todayRequests);
    expect(keys.reduce((sum, key) => sum + key.todayUsage, 0)).toBeCloseTo(overview.todayCost, 5);
    const [own] = await as<User[]>(ben, "users/getUsers");
    expect(own?.keys).toMatchObject([{ id: ben.keyId, todayCallCount: 1 }]);
  });

  it("35: keep their figures when the log is cleaned up", async () => {
    const before = await hub.call<User[]>("users/getUsers");
    const { sql } = hub.database.pool;
    await sql`CREATE TABLE kept AS SELECT * FROM requests`;
    await sql`DELETE FROM requests`;
    const keyOf = (users: readonly User[]) =>
      users.flatMap(({ keys }) => keys).find(({ id }) => id === ada.keyId);
    const after = keyOf(await hub.call<User[]>("users/getUsers"));
    await sql`INSERT INTO requests SELECT * FROM kept`;
    await sql`DROP TABLE kept`;
    const lastHour = Math.floor(Date.parse(keyOf(before)?.lastUsedAt ?? "") / HOUR_MS) * HOUR_MS;
    expect(after).toEqual({ ...keyOf(before), lastUsedAt: new Date(lastHour).toISOString() });
  });
});

it("providers tell what they did today and their last call", async () => {
  const providers = await hub.call<Record<string, unknown>[]>("providers/getProviders");
  expect(providers).toMatchObject([
    {
      ...{ name: "main", todayCallCount: 4, lastCallModel: "claude-sonnet-4-5" },
      todayTotalCostUsd: expect.stringMatching(/^0\.\d+$/),
      lastCallTime: expect.stringMatching(/Z$/),
    },
    {
      ...{ name: "never asked", todayCallCount: 0, todayTotalCostUsd: "0" },
      ...{ lastCallTime: null, lastCallModel: null },
    },
  ]);
});

it("a user can be put into the groups of their keys", async () => {
  const { userId } = ada;
  const sync = () => hub.call<{ providerGroup: string }>("users/syncUserProviderGroupFromKeys", { userId });
  const groupOf = async () =>
    (await hub.call<User[]>("users/getUsers")).find(({ id }) => id === userId)?.providerGroup;
  await hub.call("keys/editKey", { keyId: ada.keyId, providerGroup: "b,a" });
  await hub.call("keys/editKey", { keyId: idleKey, providerGroup: "c,a" });
  expect(await sync()).toEqual({ providerGroup: "a,b,c" });
  expect(await groupOf()).toBe("a,b,c");
  for (const keyId of [ada.keyId, idleKey]) await hub.call("keys/editKey", { keyId, providerGroup: "" });
  expect(await sync()).toEqual({ providerGroup: "default" });
  expect(await groupOf()).toBe("default");
  await expect(hub.call("users/syncUserProviderGroupFromKeys", { userId: 9_999 })).rejects.toThrow(
    "NOT_FOUND",
  );
});

interface Realtime {
  readonly metrics: { todayRequests: number };
  readonly activityStream: readonly {
    id: string;
    user: string;
    status: number | null;
    cost: number;
    startTime: number;
  }[];
  readonly userRankings: readonly { userName: string }[];
  readonly providerRankings: readonly { providerName: string }[];
  readonly providerSlots: readonly { name: string; usedSlots: number; totalSlots: number }[];
  readonly modelDistribution: readonly { model: string }[];
  readonly trendData: readonly { hour: string; value: number }[];
}

describe("the wall display", () => {
  const realtime = () => hub.call<Realtime>("dashboard-realtime/getDashboardRealtimeData");

  it("shows today's figures, rankings, slots, models and 24 hours", async () => {
    const { metrics, userRankings, providerRankings, providerSlots, modelDistribution, trendData } =
      await realtime();
    expect(metrics).toEqual(await hub.call("overview/getOverviewData"));
    expect(userRankings.map(({ userName }) => userName).sort()).toEqual(["ada", "ben"]);
    expect(providerRankings).toMatchObject([{ providerName: "main", totalRequests: 4 }]);
    expect(providerSlots).toMatchObject([{ name: "main", totalSlots: 4 }]);
    expect(modelDistribution.map(({ model }) => model).sort()).toEqual([
      "claude-haiku-4-5",
      "claude-sonnet-4-5",
    ]);
    expect(trendData).toHaveLength(24);
    const [last] = trendData.slice(-1);
    expect(Date.now() - Date.parse(last?.hour ?? "")).toBeLessThan(HOUR_MS + MINUTE_MS);
    expect(trendData.reduce((sum, { value }) => sum + value, 0)).toBe(4);
  });

  it("shows what runs, and the newest of each session before a busy session's older ones", async () => {
    for (let n = 0; n < 22; n++) await ask(ada, { session: "busy" });
    hub.upstream.enqueue({ hang: "before-headers" });
    const abort = new AbortController();
    const running = fetch(`${hub.url}/v1/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": ben.key },
      body: JSON.stringify({
        ...{ model: "claude-opus-4-5", max_tokens: 5 },
        messages: [{ role: "user", content: "something else" }],
      }),
      signal: abort.signal,
    }).catch(() => undefined);
    const { activityStream } = await vi.waitFor(
      async () => {
        const seen = await realtime();
        expect(seen.activityStream[0]).toMatchObject({ user: "ben", status: null, cost: 0 });
        return seen;
      },
      { timeout: 10_000, interval: 100 },
    );
    abort.abort();
    await running;
    expect(activityStream).toHaveLength(20);
    const times = activityStream.map(({ startTime }) => startTime);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(activityStream[1]).toMatchObject({ user: "ada", status: 200, cost: expect.any(Number) });
    // Everything before the busy session is older than all its 22 requests, and still there.
    const oldest = activityStream.slice(-4).map(({ user }) => user);
    expect(oldest.sort()).toEqual(["ada", "ada", "ada", "ben"]);
  });

  it("40: is for those with the global usage view", async () => {
    const asBen = () => as<Realtime>(ben, "dashboard-realtime/getDashboardRealtimeData");
    await expect(asBen()).rejects.toThrow("PERMISSION_DENIED");
    await globalView(true);
    expect((await asBen()).userRankings).toHaveLength(2);
    await globalView(false);
  });
});

it("40: sessions at work are counted: all of them, or one's own", async () => {
  const count = (who: TestCaller) => as<number>(who, "concurrent-sessions/getConcurrentSessions");
  await ask(ben, { session: "one of ben's" });
  const all = await hub.call<number>("concurrent-sessions/getConcurrentSessions");
  const [ofAda, ofBen] = [await count(ada), await count(ben)];
  expect(Math.min(ofAda, ofBen)).toBeGreaterThan(0);
  expect(all).toBe(ofAda + ofBen);
  await globalView(true);
  expect(await count(ben)).toBe(all);
  await globalView(false);
});

interface ClientStats {
  readonly clientType: string;
  readonly gaVersion: string | null;
  readonly totalUsers: number;
  readonly users: readonly { username: string; version: string; lastSeen: string }[];
}

describe("client versions", () => {
  const stats = () => hub.call<ClientStats[]>("client-versions/fetchClientVersionStats");
  const cli = (version: string) => `claude-cli/${version} (external, cli)`;

  it("are listed by program and user, with the one that is in general use", async () => {
    const eve = await hub.addCaller({ name: "eve" });
    await ask(ada, { agent: cli("2.1.0") });
    await ask(ada, { agent: cli("2.2.0") });
    await ask(eve, { agent: cli("2.0.9") });
    await ask(eve, { agent: "claude-cli/2.1.0 (external, claude-vscode, agent-sdk/0.1)" });
    await ask(eve, { agent: "Mozilla/5.0" });
    const [claude, vsCode, ...others] = await stats();
    expect(others).toEqual([]);
    expect(vsCode).toMatchObject({ clientType: "claude-vscode", gaVersion: null, totalUsers: 1 });
    expect(vsCode?.users).toMatchObject([{ username: "eve", isLatest: false, needsUpgrade: false }]);
    expect(claude).toMatchObject({ clientType: "claude-cli", displayName: "Claude Code", gaVersion: null });

    await ask(eve, { agent: "claude-cli/2.1.0 (external, sdk-cli)" });
    const [agreed] = await stats();
    expect(agreed).toMatchObject({ gaVersion: "2.1.0", totalUsers: 2 });
    expect(agreed?.users).toMatchObject([
      { username: "ada", version: "2.2.0", isLatest: true, needsUpgrade: false },
      { username: "eve", version: "2.1.0", isLatest: true },
      { username: "ada", version: "2.1.0", isLatest: true },
      { username: "eve", version: "2.0.9", isLatest: false, needsUpgrade: true },
    ]);
  });

  it("34: are asked for as they are shown, by a replica that has seen none of them", async () => {
    await updateSettings(hub.runtime.database.db, { enableClientVersionCheck: true });
    const replica = await startReplica(hub);
    const message = {
      model: "claude-sonnet-4-5",
      max_tokens: 5,
      messages: [{ role: "user", content: "hi" }],
    };
    const response = await replica.post("/v1/messages", ben.key, message, { "user-agent": cli("2.0.9") });
    const body = (await response.json()) as { error: { required_version?: string } };
    await replica.close();
    await updateSettings(hub.runtime.database.db, { enableClientVersionCheck: false });
    await hub.runtime.snapshot.refresh("settings");
    expect(body.error.required_version).toBe("2.1.0");
  });

  it("cost a busy client one write a minute, and are forgotten after a week", async () => {
    const { sql } = hub.database.pool;
    const written = () => sql`SELECT user_id, user_agent, last_used_at, xmin FROM client_uses ORDER BY 1, 2`;
    const before = await written();
    await ask(ada, { agent: cli("2.2.0") });
    expect(await written()).toEqual(before);
    await sql`UPDATE client_uses SET last_used_at = last_used_at - interval '2 minutes'`;
    await ask(ada, { agent: cli("2.2.0") });
    const fresh = (await written()).filter(
      ({ last_used_at }) => Date.now() - Date.parse(last_used_at) < MINUTE_MS,
    );
    expect(fresh).toMatchObject([{ user_id: ada.userId, user_agent: cli("2.2.0") }]);

    await sql`UPDATE client_uses SET last_used_at = ${new Date(Date.now() - 8 * DAY_MS).toISOString()} WHERE user_agent <> ${cli("2.2.0")}`;
    expect(await stats()).toMatchObject([{ clientType: "claude-cli", users: [{ version: "2.2.0" }] }]);
    await runJob(sweep, hub.runtime);
    expect(await written()).toHaveLength(1);
  });
});
