import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sessionKeyOf } from "@/domain/session/session-ref";
import { terminateSessions } from "@/services/sessions/terminate-sessions";
import type { ScriptInput } from "../../dev/fake-upstream";
import { startReplica, startTestHub, type TestCaller, type TestHub, type TestReplica } from "./hub";

interface Row {
  readonly id: string;
  readonly sessionId: string;
  readonly requestSequence: number;
  readonly providerName: string;
  readonly outcome: string;
  readonly statusCode: number;
  readonly errorCode: string | null;
}

/** What holds of sessions, with counters in the process, or in Redis with two hubs on it. */
export function testSessions(redis: boolean): void {
  let hub: TestHub;
  let replica: TestReplica | null = null;
  let caller: TestCaller;
  let home: number;
  let away: number;
  let session: string;

  beforeAll(async () => {
    hub = await startTestHub({ redis });
    caller = await hub.addCaller();
    // Failures are told with each request; they keep nobody out of the next one.
    const steady = { circuit_breaker_failure_threshold: 0 };
    home = await hub.addProvider({ name: "home", ...steady });
    away = await hub.addProvider({ name: "away", ...steady });
    if (redis) replica = await startReplica(hub);
  });
  afterAll(async () => {
    await replica?.close();
    await hub.close();
  });
  beforeEach(async () => {
    session = randomUUID();
    hub.upstream.reset();
    await prefer(home);
  });

  /** The provider that whoever has no session gets. */
  async function prefer(providerId: number): Promise<void> {
    await hub.call("providers/editProvider", { providerId: home, priority: home === providerId ? 0 : 1 });
    await hub.call("providers/editProvider", { providerId: away, priority: away === providerId ? 0 : 1 });
    const known = () => replica?.runtime.snapshot.current.providers.byId.get(providerId)?.priority ?? 0;
    await expect.poll(known).toBe(0);
  }

  const enable = (providerId: number, isEnabled: boolean) =>
    hub.call("providers/editProvider", { providerId, is_enabled: isEnabled });

  const send = (at: Pick<TestHub, "post">, changes: object = {}, signal?: AbortSignal) =>
    signal
      ? fetch(`${hub.url}/v1/messages`, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            "x-api-key": caller.key,
            "x-claude-code-session-id": session,
          },
          body: JSON.stringify({ ...MESSAGE, ...changes }),
          signal,
        })
      : at.post(
          "/v1/messages",
          caller.key,
          { ...MESSAGE, ...changes },
          { "x-claude-code-session-id": session },
        );

  const ask = async (changes: object = {}, at: Pick<TestHub, "post"> = hub) => {
    const response = await send(at, changes);
    return { status: response.status, text: await response.text() };
  };

  /** Rows of the session, oldest first. */
  async function rows(): Promise<Row[]> {
    await Promise.all([hub.runtime.ledger.flush(), replica?.runtime.ledger.flush()]);
    const { logs } = await hub.call<{ logs: Row[] }>("usage-logs/getUsageLogsBatch", { sessionId: session });
    return logs.reverse();
  }
  const providers = async () => (await rows()).map(({ providerName }) => providerName);

  const terminate = (abortsRunning: boolean, { runtime }: Pick<TestHub, "runtime"> = hub) =>
    terminateSessions([sessionKeyOf(caller.keyId, session)], { abortsRunning }, runtime);

  it("23: a session stays with its provider while that is healthy, whatever its priority becomes", async () => {
    await ask();
    await prefer(away);
    await ask();
    await enable(home, false);
    await ask();
    await enable(home, true);
    await prefer(home);
    await ask();
    expect(await providers()).toEqual(["home", "home", "away", "away"]);
    expect((await rows()).map(({ requestSequence }) => requestSequence)).toEqual([1, 2, 3, 4]);
  });

  it("21: the same id under another key is another session", async () => {
    const other = await hub.addCaller({ name: `other ${randomUUID()}` });
    await ask();
    await prefer(away);
    const headers = { "x-claude-code-session-id": session };
    await (await hub.post("/v1/messages", other.key, MESSAGE, headers)).text();
    expect(
      (await rows()).map(({ providerName, requestSequence }) => [providerName, requestSequence]),
    ).toEqual([
      ["home", 1],
      ["away", 1],
    ]);
  });

  describe("25: ties no session to its provider:", () => {
    const failures: [string, ScriptInput, boolean][] = [
      ["an error", { status: 500 }, false],
      ["a rejection", { status: 400 }, false],
      ["an error inside a 200", { errorFrame: { afterEvents: 0 } }, true],
      ["an empty 200", { body: "empty" }, false],
      ["a page in place of an answer", { body: "html" }, true],
      [
        "a stream without its end",
        { text: { repeat: "word ", times: 50 }, chunks: 10, truncate: "before-closing" },
        true,
      ],
      [
        "a stream that breaks",
        { text: { repeat: "word ", times: 50 }, chunks: 10, reset: { afterEvents: 6 } },
        true,
      ],
    ];
    it.each(failures)("%s", async (_name, script, stream) => {
      await enable(away, false);
      hub.upstream.setDefault(script);
      await ask({ stream }).catch(() => {});
      hub.upstream.setDefault({});
      await enable(away, true);
      await prefer(away);
      await ask();
      expect((await rows()).map(({ outcome }) => outcome)).toEqual(["failed", "completed"]);
      expect(await providers()).toEqual(["home", "away"]);
    });

    it("an answer whose client left", async () => {
      hub.upstream.setDefault({ ...ENDLESS, hang: undefined, delays: { betweenChunksMs: 60 } });
      const leave = new AbortController();
      const response = await send(hub, { stream: true }, leave.signal);
      await response.body?.getReader().read();
      leave.abort();
      hub.upstream.setDefault({});
      await expect.poll(async () => (await rows())[0]?.outcome, { timeout: 20_000 }).toBe("client_aborted");
      await prefer(away);
      await ask();
      expect(await providers()).toEqual(["home", "away"]);
    });
  });

  describe("a session that is ended", () => {
    it("is routed anew", async () => {
      await ask();
      await prefer(away);
      await ask();
      await terminate(false);
      await ask();
      expect(await providers()).toEqual(["home", "home", "away"]);
    });

    it("lets running requests go on when they are not to be aborted, and is not bound again by them", async () => {
      await ask();
      hub.upstream.setDefault({ delays: { toHeadersMs: 400 } });
      const running = ask();
      await expect.poll(() => hub.runtime.inFlight.size).toBe(1);
      await terminate(false);
      expect((await running).status).toBe(200);
      await prefer(away);
      await ask();
      expect(await providers()).toEqual(["home", "home", "away"]);
    });

    it("tells a client in mid-answer, and settles its row", async () => {
      hub.upstream.setDefault(ENDLESS);
      const response = await send(hub, { stream: true });
      const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
      let text = new TextDecoder().decode((await reader.read()).value);
      await terminate(true, replica ?? hub);
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        text += new TextDecoder().decode(read.value);
      }
      expect(text).toMatch(/event: error\ndata: .*"session_terminated"/);
      expect((await rows())[0]).toMatchObject({ outcome: "failed", errorCode: "session_terminated" });
      await expect.poll(() => hub.upstream.requests.at(-1)?.aborted).toBe(true);
      expect(hub.runtime.inFlight.size).toBe(0);
    });

    it.each([
      ["before the head", { hang: "before-headers" }, true],
      ["behind the head", { hang: "after-headers" }, true],
      ["in one piece", { hang: { afterBytes: 30 } }, false],
    ] as [string, ScriptInput, boolean][])("tells a client that waits, %s", async (_name, script, stream) => {
      hub.upstream.setDefault(script);
      const waiting = ask({ stream });
      await expect.poll(() => hub.upstream.requests.length).toBe(1);
      await terminate(true, replica ?? hub);
      const { status, text } = await waiting;
      expect([status, JSON.parse(text).error.code]).toEqual([410, "session_terminated"]);
      const [row] = await rows();
      expect(row).toMatchObject({ outcome: "failed", statusCode: 410, errorCode: "session_terminated" });
      const { attempts } = await hub.call<{ attempts: { result: string }[] }>(
        "usage-logs/getUsageLogDetails",
        {
          id: row?.id,
        },
      );
      expect(attempts.map(({ result }) => result)).toEqual(["terminated"]);
    });
  });

  it("tells every replica what is in flight, and for how long", async () => {
    hub.upstream.setDefault(ENDLESS);
    const leave = new AbortController();
    const response = await send(hub, { stream: true }, leave.signal);
    await response.body?.getReader().read();
    const watcher = (replica ?? hub).runtime;
    const seen = () => watcher.inFlight.list();
    await expect
      .poll(async () => (await seen())[0]?.responseBytes ?? 0, { timeout: 10_000 })
      .toBeGreaterThan(100);
    expect(await seen()).toMatchObject([
      {
        ...{ userId: caller.userId, keyId: caller.keyId, sessionId: session, sequence: 1, isStream: true },
        ...{ model: MESSAGE.model, protocol: "anthropic", providerId: home, attempt: 1 },
        firstByteMs: expect.any(Number),
      },
    ]);
    await terminate(true);
    leave.abort();
    await expect.poll(seen, { timeout: 10_000 }).toEqual([]);
  });

  it("stores nothing of what is said unless an operator wants it", async () => {
    await ask();
    expect(hub.runtime.messages).toBeNull();
    await hub.runtime.ledger.flush();
    expect(await hub.database.pool.sql`SELECT count(*)::int AS rows FROM request_bodies`).toEqual([
      { rows: 0 },
    ]);
  });

  if (redis) {
    it("23: two hubs that bind one session at the same time agree on its provider", async () => {
      await hub.call("providers/editProvider", { providerId: away, priority: 0 });
      const samePriority = () => replica?.runtime.snapshot.current.providers.byId.get(away)?.priority;
      await expect.poll(samePriority).toBe(0);
      const split: boolean[] = [];
      for (let round = 0; round < 12; round++) {
        session = randomUUID();
        hub.upstream.setDefault({ delays: { toHeadersMs: 30 } });
        await Promise.all([ask({}, hub), ask({}, replica ?? hub)]);
        hub.upstream.setDefault({});
        for (const at of [hub, replica ?? hub]) await ask({}, at);
        const names = await providers();
        split.push(names[0] !== names[1]);
        expect(new Set(names.slice(2)).size).toBe(1);
        expect(names.slice(0, 2)).toContain(names[2]);
      }
      // Else nobody had a reason to disagree.
      expect(split).toContain(true);
    });
  }
}

const MESSAGE = {
  model: "claude-sonnet-4-5",
  max_tokens: 5,
  messages: [{ role: "user", content: "hello" }],
};

/** Some content, and then nothing for ever. */
const ENDLESS: ScriptInput = {
  text: { repeat: "word ", times: 50 },
  chunks: 10,
  delays: { betweenChunksMs: 1 },
  hang: { afterEvents: 8 },
};
