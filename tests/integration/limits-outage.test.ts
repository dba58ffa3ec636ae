import { connect, createServer, type Server, type Socket } from "node:net";
import { expect, inject, it } from "vitest";
import { startTestHub } from "../support/hub";
import { message, statuses } from "../support/limited-traffic";

/** A line to the run's Redis that can be cut. */
async function cuttableRedis() {
  const { hostname, port } = new URL(inject("redisUrl"));
  const sockets = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((socket) => {
    if (isCut) {
      socket.destroy();
      return;
    }
    const upstream = connect(Number(port), hostname);
    for (const end of [socket, upstream]) {
      sockets.add(end);
      end.on("error", () => {}).on("close", () => sockets.delete(end));
    }
    socket.pipe(upstream).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: ownPort } = server.address() as { port: number };
  return {
    url: `redis://127.0.0.1:${ownPort}`,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    close() {
      this.cut();
      server.close();
    },
  };
}

it("36: without Redis limits hold per process, visibly, and nothing spent meanwhile is forgotten", async () => {
  const line = await cuttableRedis();
  const hub = await startTestHub({
    env: { REDIS_URL: line.url, REDIS_KEY_PREFIX: `test:${crypto.randomUUID()}:` },
  });
  await hub.addProvider();
  const caller = await hub.addCaller({ dailyQuota: 0.12 });
  const counters = async () => {
    const { parts } = (await (await fetch(`${hub.url}/readyz`)).json()) as {
      parts: { counters: { ok: boolean; mode: string; detail: string | null } };
    };
    return parts.counters;
  };
  const ask = async () => {
    hub.upstream.enqueue({ usage: { inputTokens: 0, outputTokens: 2_000 } });
    return (await statuses(() => hub.post("/v1/messages", caller.key, message({ max_tokens: 1 })), 1))[0];
  };
  expect(await counters()).toMatchObject({ ok: true, mode: "redis" });
  expect(await ask()).toBe(200);
  line.cut();
  // The spend before the outage counts: the twin knew of it.
  expect(await ask()).toBe(200);
  expect(await counters()).toMatchObject({ ok: false, mode: "fallback", detail: expect.any(String) });
  expect(await ask()).toBe(200);
  expect(await ask()).toBe(402);
  expect(await hub.call("users/getUsers")).toBeTruthy();

  line.mend();
  await expect.poll(counters, { timeout: 10_000 }).toMatchObject({ ok: true, mode: "redis" });
  expect(await ask()).toBe(402);
  await hub.close();
  line.close();
});
