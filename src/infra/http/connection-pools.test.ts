import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { buildConnector } from "undici";
import { afterEach, expect, it } from "vitest";
import { readAll } from "@/lib/byte-source";
import { type Origin, startOrigin } from "../../../dev/fake-proxy/origin";
import { ConnectionPools, type ConnectionPoolsOptions, type Way } from "./connection-pools";
import { ResponseReader } from "./response-reader";

const DIRECTLY: Way = { proxy: null, allowHttp2: false };

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

function open(options: Partial<ConnectionPoolsOptions> = {}) {
  let connectors = 0;
  const pools = new ConnectionPools({
    connectorFor: () => {
      connectors++;
      return buildConnector({ timeout: 1_000 });
    },
    ...options,
  });
  opened.push(() => pools.destroy());
  return { pools, connectors: () => connectors };
}

/** An origin that begins its answers and ends them when told to. */
async function startSlowOrigin() {
  const running: ServerResponse[] = [];
  const origin = await startOrigin((_request, response) => {
    response.write("begun");
    running.push(response);
  });
  opened.push(() => origin.close());
  const finish = () => {
    for (const response of running.splice(0)) response.end(" done");
  };
  return { origin, finish };
}

async function startQuickOrigin(): Promise<Origin> {
  const origin = await startOrigin();
  opened.push(() => origin.close());
  return origin;
}

function send(pools: ConnectionPools, { port }: Origin): ResponseReader {
  const reader = new ResponseReader();
  const origin = `http://127.0.0.1:${port}`;
  pools.poolFor(origin, DIRECTLY).dispatch({ origin, path: "/", method: "GET" }, reader);
  return reader;
}

async function textOf(reader: ResponseReader): Promise<string> {
  const { body } = await reader.response;
  return (await readAll(body, 1_000)).bytes.toString();
}

it("keeps one pool and one connection for an origin, however many requests", async () => {
  const { pools, connectors } = open();
  const origin = await startQuickOrigin();
  for (let n = 0; n < 5; n++) {
    expect(await textOf(send(pools, origin))).toBe("ok");
    await nextTurn();
  }
  expect(connectors()).toBe(1);
  expect(origin.peerPorts).toHaveLength(1);
});

it("10, 49: retires the pool used longest ago, and lets its running streams end", async () => {
  const { pools } = open({ maxPools: 2 });
  const slow = await startSlowOrigin();
  const [second, third] = [await startQuickOrigin(), await startQuickOrigin()];
  const reader = send(pools, slow.origin);
  const { body } = await reader.response;
  await textOf(send(pools, second));
  await textOf(send(pools, third));
  expect(pools.size).toBe(2);
  expect(pools.retiredSize).toBe(1);
  slow.finish();
  expect((await readAll(body, 1_000)).bytes.toString()).toBe("begun done");
  await expect.poll(() => pools.retiredSize).toBe(0);
  await expect.poll(() => slow.origin.openSockets).toBe(0);
});

it("10: keeps the pools used last", async () => {
  const { pools, connectors } = open({ maxPools: 2 });
  const [first, second, third] = [
    await startQuickOrigin(),
    await startQuickOrigin(),
    await startQuickOrigin(),
  ];
  for (const origin of [first, second, first, third, first]) await textOf(send(pools, origin));
  expect(connectors()).toBe(3);
  await textOf(send(pools, second));
  expect(connectors()).toBe(4);
});

it("10: gives an origin that was retired a new pool while the old one drains", async () => {
  const { pools } = open({ maxPools: 1 });
  const slow = await startSlowOrigin();
  const other = await startQuickOrigin();
  const old = await send(pools, slow.origin).response;
  await textOf(send(pools, other));
  const fresh = await send(pools, slow.origin).response;
  slow.finish();
  expect((await readAll(old.body, 1_000)).bytes.toString()).toBe("begun done");
  expect((await readAll(fresh.body, 1_000)).bytes.toString()).toBe("begun done");
});

it("10: cuts a retired pool off only at its hard upper age", async () => {
  const { pools } = open({ maxPools: 1, retiredMaxAgeMs: 150 });
  const slow = await startSlowOrigin();
  const { body } = await send(pools, slow.origin).response;
  await body.read();
  const startedAt = Date.now();
  await textOf(send(pools, await startQuickOrigin()));
  await expect(body.read()).rejects.toMatchObject({ name: "UpstreamTransportError" });
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(140);
  await expect.poll(() => pools.retiredSize).toBe(0);
});

it("retires a pool whose last connection is gone, so that nothing of a burst stays", async () => {
  const { pools } = open();
  const origin = await startOrigin();
  await Promise.all(Array.from({ length: 20 }, () => textOf(send(pools, origin))));
  expect(pools.size).toBe(1);
  await origin.close();
  await expect.poll(() => pools.size + pools.retiredSize).toBe(0);
});

it("6: ends everything that runs when it is destroyed", async () => {
  const { pools } = open();
  const slow = await startSlowOrigin();
  const { body } = await send(pools, slow.origin).response;
  await body.read();
  await pools.destroy();
  await expect(body.read()).rejects.toMatchObject({ name: "UpstreamTransportError" });
  await expect.poll(() => slow.origin.openSockets).toBe(0);
});
