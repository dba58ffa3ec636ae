import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MAX_STORED_BODY_BYTES, MAX_STORED_REQUEST_BYTES, MESSAGES_KEPT_MS } from "@/config/limits";
import { partitionOf } from "@/infra/postgres/partitions";
import { dropOldMessages } from "@/jobs/drop-old-messages";
import { runJob } from "@/jobs/run-job";
import { DAY_MS } from "@/lib/duration";
import type { ScriptInput } from "../../dev/fake-upstream";
import { callAction } from "../support/call-action";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";

let hub: TestHub;
let alice: TestCaller;
let bob: TestCaller;
let providerId: number;
let session: string;

beforeAll(async () => {
  hub = await startTestHub({ env: { STORE_SESSION_MESSAGES: "true" } });
  providerId = await hub.addProvider({ name: "main", key: "sk-ant-upstream-secret-0123456789" });
  // Only who may sign in calls actions.
  const named = (name: string) => hub.addCaller({ name, canLoginWebUi: true });
  [alice, bob] = [await named("alice"), await named("bob")];
  for (const { userId, keyId } of [alice, bob]) {
    await hub.call("keys/editKey", { keyId, userId, name: "default", canLoginWebUi: true });
  }
});
afterAll(() => hub.close());
beforeEach(() => {
  session = randomUUID();
  hub.upstream.reset();
});

const message = (changes: object = {}) => ({
  model: "claude-sonnet-4-5",
  max_tokens: 5,
  messages: [{ role: "user", content: "hello" }],
  ...changes,
});

const send = (who: TestCaller, changes: object = {}, headers: Record<string, string> = {}) =>
  hub.post("/v1/messages", who.key, message(changes), { "x-claude-code-session-id": session, ...headers });
const ask = async (who: TestCaller, changes: object = {}, headers: Record<string, string> = {}) =>
  (await send(who, changes, headers)).text();

const written = async () => {
  await hub.runtime.ledger.flush();
  await hub.runtime.messages?.flush();
};
const as = <Data>(who: TestCaller, action: string, input: unknown = {}) =>
  callAction<Data>(hub.url, who.key, action, input);

interface Details {
  readonly isStored: boolean;
  readonly isTruncated: boolean;
  readonly requestBody: string | null;
  readonly response: string | null;
  readonly messages: unknown;
  readonly requestHeaders: Record<string, string>;
  readonly responseHeaders: Record<string, string>;
  readonly currentSequence: number;
  readonly prevSequence: number | null;
  readonly nextSequence: number | null;
  readonly sessionStats: Record<string, unknown>;
}
const details = (changes: object = {}) =>
  hub.call<Details>("active-sessions/getSessionDetails", { sessionId: session, ...changes });

const SILENT: ScriptInput = { hang: "before-headers" };

describe("messages that are stored", () => {
  it("are what the client sent and what it got, in one piece and as a stream, without credentials", async () => {
    const first = await ask(
      alice,
      { metadata: { note: "my key is sk-ant-api03-abcdefghijklmnop" } },
      { "x-team": "blue", cookie: "a=b" },
    );
    const second = await ask(alice, { stream: true });
    await written();
    const [one, two] = [await details({ requestSequence: 1 }), await details()];
    expect(one).toMatchObject({
      isStored: true,
      isTruncated: false,
      currentSequence: 1,
      prevSequence: null,
      nextSequence: 2,
    });
    expect(JSON.parse(one.requestBody ?? "")).toMatchObject({
      ...message(),
      metadata: { note: "my key is sk-a••••••mnop" },
    });
    expect(one.messages).toEqual(message().messages);
    expect([one.response, two.response]).toEqual([first, second]);
    expect(one.requestHeaders).toMatchObject({ "x-team": "blue", "x-api-key": "•••", cookie: "•••" });
    expect(two.responseHeaders["content-type"]).toContain("text/event-stream");
    expect(two).toMatchObject({ currentSequence: 2, prevSequence: 1, nextSequence: null });
    const { sessionId } = { sessionId: session };
    expect(await as(alice, "active-sessions/getSessionMessages", { sessionId })).toEqual(message().messages);
    expect(await as(alice, "active-sessions/hasSessionMessages", { sessionId })).toBe(true);
    expect(await as(alice, "session-response/getSessionResponse", { sessionId })).toBe(second);
  });

  it("37: hold neither the client's key nor the provider's, whatever echoes them", async () => {
    hub.upstream.setDefault({ text: `your key is ${alice.key}, mine sk-ant-upstream-secret-0123456789` });
    await ask(alice, { system: alice.key }, { "x-odd": alice.key });
    await written();
    const dump = JSON.stringify(await hub.database.pool.sql`SELECT * FROM request_bodies`);
    expect(dump).toContain("your key is");
    expect(dump).not.toContain(alice.key);
    expect(dump).not.toContain("sk-ant-upstream-secret");
  });

  it("tell what a client was told that was refused, broken off or left alone", async () => {
    hub.upstream.setDefault({ status: 400 });
    const refused = await ask(alice);
    hub.upstream.setDefault({ text: { repeat: "word ", times: 50 }, chunks: 10, truncate: "before-closing" });
    const broken = await ask(alice, { stream: true });
    await written();
    expect((await details({ requestSequence: 1 })).response).toBe(refused);
    expect((await details({ requestSequence: 2 })).response).toBe(broken);
    expect(broken).toContain("upstream_error");
  });

  it("are cut to their caps, and say so", async () => {
    const long = "ä".repeat(MAX_STORED_BODY_BYTES);
    hub.upstream.setDefault({ bodyBytes: 2 * MAX_STORED_BODY_BYTES });
    await ask(alice, { system: long });
    await written();
    const { requestBody, response, isTruncated } = await details();
    expect(isTruncated).toBe(true);
    const bytes = [requestBody, response].map((text) => Buffer.byteLength(text ?? ""));
    expect(bytes[0]).toBeGreaterThan(MAX_STORED_BODY_BYTES - 4);
    expect(bytes[0]).toBeLessThanOrEqual(MAX_STORED_BODY_BYTES);
    expect(bytes[1]).toBe(MAX_STORED_REQUEST_BYTES - MAX_STORED_BODY_BYTES);
  });

  it("7: are given up where the hub has no memory for them, and the request goes on", async () => {
    const lease = hub.runtime.budget.open();
    const { maxBytes, held } = hub.runtime.budget;
    expect(lease.grow(maxBytes - held - 12 * 1024)).toBe(true);
    const answer = await ask(alice);
    lease.release();
    await written();
    expect(JSON.parse(answer)).toHaveProperty("content");
    expect(await details()).toMatchObject({
      isStored: true,
      isTruncated: true,
      requestBody: null,
      response: null,
    });
    expect(hub.runtime.messages?.held).toBe(0);
    await expect.poll(() => hub.runtime.budget.held).toBe(0);
  });

  it("47: are dropped when their time is over", async () => {
    const { sql } = hub.database.pool;
    await ask(alice);
    await written();
    const inMonths = Date.now() + 60 * DAY_MS;
    const ended = partitionOf("request_bodies", Date.now()).name;
    await runJob(dropOldMessages, {
      ...hub.runtime,
      clock: { now: () => Date.now() + MESSAGES_KEPT_MS - DAY_MS },
    });
    expect((await details()).isStored).toBe(true);
    await runJob(dropOldMessages, { ...hub.runtime, clock: { now: () => inMonths } });
    expect(await sql`SELECT to_regclass(${ended}) AS partition`).toEqual([{ partition: null }]);
    expect((await details()).isStored).toBe(false);
    // What comes now has a place all the same.
    await ask(alice);
    await written();
    expect((await details()).isStored).toBe(true);
  });
});

describe("sessions", () => {
  interface Listed {
    readonly sessionId: string;
    readonly [field: string]: unknown;
  }
  const mine = (sessions: readonly Listed[]) => sessions.filter(({ sessionId }) => sessionId === session);

  it("are listed with what they come to and what they are doing", async () => {
    hub.upstream.setDefault({ usage: { inputTokens: 1_000, outputTokens: 100, cacheReadTokens: 50 } });
    await ask(alice);
    hub.upstream.setDefault({ status: 500 });
    await ask(alice);
    await written();
    const [ended] = mine(await as<Listed[]>(alice, "active-sessions/getActiveSessions"));
    expect(ended).toMatchObject({
      ...{ userName: "alice", keyName: "default", providerId, providerName: "main", apiType: "anthropic" },
      ...{
        model: "claude-sonnet-4-5",
        requestCount: 2,
        inputTokens: 1_000,
        outputTokens: 100,
        totalTokens: 1_150,
      },
      ...{ cacheReadInputTokens: 50, status: "error", activeRequests: [] },
    });
    expect(Number(ended?.costUsd)).toBeCloseTo(0.003 + 0.0015 + 0.000015, 9);
    await hub.call("providers/resetProviderCircuit", { providerId });

    hub.upstream.setDefault(SILENT);
    const running = send(alice);
    await expect.poll(() => hub.runtime.inFlight.size).toBe(1);
    const [atWork] = mine(await hub.call<Listed[]>("active-sessions/getActiveSessions"));
    expect(atWork).toMatchObject({
      ...{ status: "in_progress", requestCount: 3 },
      activeRequests: [
        { requestSequence: 3, providerName: "main", attempt: 1, ttfbMs: null, responseBytes: 0 },
      ],
    });
    const status = await hub.call<{ users: Record<string, unknown>[] }>("proxy-status/getProxyStatus");
    expect(status.users.find(({ userName }) => userName === "alice")).toMatchObject({
      activeCount: 1,
      activeRequests: [{ keyName: "default", providerName: "main", model: "claude-sonnet-4-5" }],
      lastRequest: { keyName: "default", providerName: "main", elapsed: expect.any(Number) },
    });
    const direct = await fetch(`${hub.url}/api/proxy-status`, {
      headers: { authorization: `Bearer ${bob.key}` },
    });
    expect(await direct.json()).toMatchObject({ users: [{ userName: "bob", activeCount: 0 }] });
    expect((await fetch(`${hub.url}/api/proxy-status`)).status).toBe(401);

    expect(
      await as(alice, "active-sessions/terminateActiveSession", { sessionId: session, abortRunning: true }),
    ).toEqual({ terminated: 1 });
    expect((await running).status).toBe(410);
    const audit = await hub.database.pool.sql`SELECT action, actor_user_id, changes FROM audit_log
      WHERE target_id = ${session}`;
    expect(audit).toMatchObject([
      {
        action: "active-sessions/terminateActiveSession",
        actor_user_id: alice.userId,
        changes: { abortsRunning: true },
      },
    ]);
  });

  it("that are over for longer than SESSION_TTL are listed apart, page by page", async () => {
    await ask(alice);
    await written();
    await hub.database.pool
      .sql`UPDATE requests SET created_at = created_at - interval '6 minutes' WHERE session_id = ${session}`;
    interface All {
      readonly active: Listed[];
      readonly inactive: Listed[];
      readonly totalInactive: number;
      readonly hasMoreInactive: boolean;
    }
    const all = await hub.call<All>("active-sessions/getAllSessions", { pageSize: 1 });
    expect([all.inactive.length, mine(all.active)]).toEqual([1, []]);
    const pages = await Promise.all(
      Array.from({ length: all.totalInactive }, (_, n) =>
        hub.call<All>("active-sessions/getAllSessions", { pageSize: 1, inactivePage: n + 1 }),
      ),
    );
    expect(mine(pages.flatMap(({ inactive }) => inactive))).toHaveLength(1);
    expect(pages.at(-1)?.hasMoreInactive).toBe(false);
  });

  it("40: are their users' own", async () => {
    await ask(alice);
    await written();
    expect(mine(await as(bob, "active-sessions/getActiveSessions"))).toEqual([]);
    const input = { sessionId: session };
    for (const name of [
      "getSessionDetails",
      "getSessionMessages",
      "hasSessionMessages",
      "terminateActiveSession",
    ]) {
      await expect(as(bob, `active-sessions/${name}`, input)).rejects.toThrow("NOT_FOUND");
    }
    await expect(as(bob, "session-response/getSessionResponse", input)).rejects.toThrow("NOT_FOUND");
    expect(await as(bob, "active-sessions/getSessionRequests", input)).toMatchObject({
      requests: [],
      total: 0,
    });
    const batch = { sessionIds: [session, "no-such-session"] };
    expect(await as(bob, "active-sessions/terminateActiveSessionsBatch", batch)).toMatchObject({
      ...{ successCount: 0, unauthorizedSessionIds: [session], missingSessionIds: ["no-such-session"] },
      ...{ failedCount: 2, requestedCount: 2, processedCount: 0 },
    });
    expect(await as(alice, "active-sessions/terminateActiveSessionsBatch", batch)).toMatchObject({
      ...{ successCount: 1, missingCount: 1, terminatedSessionIds: [session] },
    });
  });

  it("21: of two keys with one id are two", async () => {
    await ask(alice);
    await ask(bob);
    await ask(bob);
    await written();
    const listed = mine(await hub.call<Listed[]>("active-sessions/getActiveSessions"));
    expect(listed.map(({ userName, requestCount }) => [userName, requestCount]).sort()).toEqual([
      ["alice", 1],
      ["bob", 2],
    ]);
    const ofAlice = await details({ keyId: alice.keyId });
    expect(ofAlice.sessionStats).toMatchObject({ requestCount: 1, userName: "alice" });
    expect(
      await hub.call("active-sessions/terminateActiveSession", { sessionId: session, keyId: bob.keyId }),
    ).toEqual({ terminated: 1 });
  });

  it("list their requests from either end", async () => {
    for (let n = 0; n < 5; n++) await ask(alice);
    await written();
    const page = async (number: number, order: string) => {
      const input = { sessionId: session, page: number, pageSize: 2, order };
      const { requests, hasMore } = await as<{ requests: { requestSequence: number }[]; hasMore: boolean }>(
        alice,
        "active-sessions/getSessionRequests",
        input,
      );
      return [requests.map(({ requestSequence }) => requestSequence), hasMore];
    };
    expect([await page(1, "asc"), await page(3, "asc")]).toEqual([
      [[1, 2], true],
      [[5], false],
    ]);
    expect([await page(1, "desc"), await page(3, "desc"), await page(4, "desc")]).toEqual([
      [[5, 4], true],
      [[1], false],
      [[], false],
    ]);
  });
});
