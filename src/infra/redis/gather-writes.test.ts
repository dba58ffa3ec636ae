import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createRedis, type Redis } from "./client";
import { gatherWrites } from "./gather-writes";

/** A server that takes what it is sent: what counts is when bytes leave the client. */
const server = createServer((socket: Socket) => socket.resume());
let redis: Redis;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  redis = createRedis({
    url: `redis://127.0.0.1:${port}`,
    tlsRejectUnauthorized: true,
    keyPrefix: "",
    connectionName: "test",
  });
  redis.connect().catch(() => {});
  await once(redis, "connect");
});
afterAll(() => {
  redis.disconnect();
  server.close();
});
beforeEach(() => nextTurn());

function write(count: number): void {
  for (let n = 0; n < count; n++) {
    gatherWrites(redis);
    redis.stream.write("PING\r\n");
  }
}

it("keeps the commands of a turn until it is over", async () => {
  write(3);
  expect(redis.stream.writableLength).toBe(3 * "PING\r\n".length);
  await nextTurn();
  expect(redis.stream.writableCorked).toBe(0);
  await vi.waitFor(() => expect(redis.stream.writableLength).toBe(0));
});

it("sends sixteen before the turn is over, and the rest after it", async () => {
  const before = redis.stream.bytesWritten;
  const uncork = vi.spyOn(redis.stream, "uncork");
  write(40);
  expect(uncork).toHaveBeenCalledTimes(2);
  await nextTurn();
  expect(redis.stream.writableCorked).toBe(0);
  await vi.waitFor(() => expect(redis.stream.bytesWritten - before).toBe(40 * "PING\r\n".length));
  uncork.mockRestore();
});

it("does nothing before there is a connection", () => {
  const options = { tlsRejectUnauthorized: true, keyPrefix: "", connectionName: "test" };
  const apart = createRedis({ url: "redis://127.0.0.1:1", ...options });
  expect(() => gatherWrites(apart)).not.toThrow();
  apart.disconnect();
});
