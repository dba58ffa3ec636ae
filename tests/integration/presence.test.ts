import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MemoryPresence } from "@/infra/presence/memory";
import type { Presence } from "@/infra/presence/port";
import type { Redis } from "@/infra/redis/client";
import { RedisPresence } from "@/infra/redis/presence";
import { connectTestRedis } from "../support/redis";

/** One contract, two implementations. */

let redis: Redis;
let closeRedis: () => Promise<void>;

beforeAll(async () => {
  ({ redis, close: closeRedis } = await connectTestRedis());
});
afterAll(() => closeRedis());

const IMPLEMENTATIONS: readonly [string, () => Presence][] = [
  ["in-process", () => new MemoryPresence()],
  ["Redis", () => new RedisPresence(redis, randomUUID())],
];

/** Longer than any of these tests. */
const LONG_MS = 60_000;

describe.each(IMPLEMENTATIONS)("%s presence", (_name, create) => {
  let presence: Presence;
  beforeEach(() => {
    presence = create();
  });

  const beat = (owner: string, changes: Partial<Parameters<Presence["beat"]>[0]> = {}) =>
    presence.beat({ owner, ttlMs: LONG_MS, set: [], remove: [], ...changes });
  const shown = async () =>
    (await presence.readAll()).map(({ owner, name, text }) => `${owner}/${name}=${text}`).sort();

  it("shows what each process shows, until it takes it away", async () => {
    expect(await shown()).toEqual([]);
    expect(
      await beat("a", {
        set: [
          ["one", "1"],
          ["two words", '{"ü":"\\n"}'],
        ],
      }),
    ).toEqual({ isNew: true, calls: [] });
    expect((await beat("b", { set: [["one", "3"]] })).isNew).toBe(true);
    expect(await shown()).toEqual(["a/one=1", 'a/two words={"ü":"\\n"}', "b/one=3"]);
    expect((await beat("a", { set: [["one", "2"]], remove: ["two words", "unknown"] })).isNew).toBe(false);
    expect(await shown()).toEqual(["a/one=2", "b/one=3"]);
  });

  it("forgets a process that is silent, and says so when it is back", async () => {
    await beat("alive", { set: [["x", "1"]] });
    await beat("dead", { ttlMs: 30, set: [["x", "1"]] });
    await expect.poll(shown, { timeout: 10_000, interval: 20 }).toEqual(["alive/x=1"]);
    expect((await beat("dead", { set: [["y", "1"]] })).isNew).toBe(true);
    expect(await shown()).toEqual(["alive/x=1", "dead/y=1"]);
  });

  it("lets everybody hear a call while it lasts", async () => {
    await presence.call("stop: this", LONG_MS);
    await presence.call("stop: that", LONG_MS);
    const [heardByA, heardByB] = [await beat("a"), await beat("b")];
    expect(heardByA.calls.map(({ text }) => text).sort()).toEqual(["stop: that", "stop: this"]);
    expect(heardByB.calls).toEqual(heardByA.calls);
    expect(new Set(heardByA.calls.map(({ id }) => id)).size).toBe(2);
    await presence.call("short", 30);
    await expect.poll(async () => (await beat("a")).calls.length, { timeout: 10_000, interval: 20 }).toBe(2);
  });
});

it("49: leaves nothing in Redis once nobody beats", async () => {
  const name = randomUUID();
  const presence = new RedisPresence(redis, name);
  await presence.beat({ owner: "a", ttlMs: 40, set: [["x", "1"]], remove: [] });
  await presence.call("stop", 40);
  const keys = () => redis.keys(`${redis.options.keyPrefix}p:${name}*`);
  expect(await keys()).toHaveLength(3);
  await expect.poll(keys, { timeout: 10_000, interval: 20 }).toEqual([]);
});
