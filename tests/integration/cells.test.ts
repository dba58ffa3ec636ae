import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FallbackCells } from "@/infra/cells/fallback";
import { MemoryCells } from "@/infra/cells/memory";
import type { SharedCells } from "@/infra/cells/port";
import { RedisCells } from "@/infra/redis/cells";
import type { Redis } from "@/infra/redis/client";
import { connectTestRedis } from "../support/redis";

/** One contract, three implementations. */

let redis: Redis;
let closeRedis: () => Promise<void>;

beforeAll(async () => {
  ({ redis, close: closeRedis } = await connectTestRedis());
});
afterAll(() => closeRedis());

const inRedis = () => new RedisCells(redis, randomUUID());

const IMPLEMENTATIONS: readonly [string, () => SharedCells][] = [
  ["in-process", () => new MemoryCells()],
  ["Redis", inRedis],
  [
    "Redis with a fallback",
    () => new FallbackCells(inRedis(), new MemoryCells(), { timeoutMs: 5_000, retryAfterMs: 1 }),
  ],
];

describe.each(IMPLEMENTATIONS)("%s cells", (_name, create) => {
  let cells: SharedCells;
  beforeEach(() => {
    cells = create();
  });

  const versionOf = (write: Awaited<ReturnType<SharedCells["compareAndSet"]>>) => {
    if (!write.written) throw new Error("it was not written");
    return write.version;
  };

  it("are none at first", async () => {
    expect((await cells.readAll(null))?.cells).toEqual(new Map());
  });

  it("are written only by who knows their version", async () => {
    const first = versionOf(await cells.compareAndSet("a", 0, "one"));
    expect(await cells.compareAndSet("a", 0, "late")).toEqual({
      written: false,
      current: { version: first, value: "one" },
    });
    const second = versionOf(await cells.compareAndSet("a", first, "two"));
    expect(second).not.toBe(first);
    expect(await cells.compareAndSet("a", first, "late")).toMatchObject({ written: false });
    expect(await cells.compareAndSet("b", first, "nothing there")).toEqual({ written: false, current: null });
    expect((await cells.readAll(null))?.cells).toEqual(new Map([["a", { version: second, value: "two" }]]));
  });

  it("keep any text as it is", async () => {
    const text = '7:{"a":"ü\\n"}:\u0000 "%';
    const version = versionOf(await cells.compareAndSet("a:b c", 0, text));
    expect((await cells.readAll(null))?.cells.get("a:b c")).toEqual({ version, value: text });
  });

  it("are read again only after a change", async () => {
    const before = await cells.readAll(null);
    expect(await cells.readAll(before?.mark ?? null)).toBeNull();
    const version = versionOf(await cells.compareAndSet("a", 0, "one"));
    const after = await cells.readAll(before?.mark ?? null);
    expect(after?.cells.get("a")?.value).toBe("one");
    expect(await cells.readAll(after?.mark ?? null)).toBeNull();
    await cells.compareAndSet("a", version, "two");
    expect(await cells.readAll(after?.mark ?? null)).not.toBeNull();
  });

  it("let one of many win, whoever comes first", async () => {
    const writes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => cells.compareAndSet("a", 0, `${n}`)),
    );
    const winners = writes.flatMap((write, n) => (write.written ? [String(n)] : []));
    expect(winners).toHaveLength(1);
    expect((await cells.readAll(null))?.cells.get("a")?.value).toBe(winners[0]);
  });
});

it("versions and marks of a Redis server that lost its data never come back", async () => {
  const name = randomUUID();
  const cells = new RedisCells(redis, name);
  const first = await cells.compareAndSet("a", 0, "one");
  const { mark } = (await cells.readAll(null)) ?? {};
  await redis.del(`c:${name}`, `c:${name}:mark`);
  expect((await cells.readAll(mark ?? null))?.cells.size).toBe(0);
  const again = await cells.compareAndSet("a", 0, "one");
  expect(again.written && first.written && again.version > first.version).toBe(true);
  expect(await cells.readAll(mark ?? null)).not.toBeNull();
});

describe("cells while Redis is away", () => {
  it("go on from what was last known, and listen to Redis again when it is back", async () => {
    const shared = new Switchable(inRedis());
    const cells = new FallbackCells(shared, new MemoryCells(), { timeoutMs: 50, retryAfterMs: 20 });
    const first = await cells.compareAndSet("a", 0, "shared");
    const known = await cells.readAll(null);
    shared.isAway = true;
    const version = first.written ? first.version : 0;
    expect(await cells.compareAndSet("a", version, "local")).toMatchObject({ written: true });
    const local = await cells.readAll(known?.mark ?? null);
    expect(local?.cells.get("a")?.value).toBe("local");
    shared.isAway = false;
    await new Promise((resolve) => setTimeout(resolve, 30));
    const back = await cells.readAll(local?.mark ?? null);
    expect(back?.cells.get("a")).toEqual({ version, value: "shared" });
  });

  it("make nobody wait longer than the timeout", async () => {
    const silent: SharedCells = {
      readAll: () => new Promise(() => {}),
      compareAndSet: () => new Promise(() => {}),
    };
    const cells = new FallbackCells(silent, new MemoryCells(), { timeoutMs: 30, retryAfterMs: 10_000 });
    const startedAt = performance.now();
    expect(await cells.compareAndSet("a", 0, "local")).toMatchObject({ written: true });
    await cells.readAll(null);
    expect(performance.now() - startedAt).toBeLessThan(200);
  });
});

/** The line to a real server, with a switch in it. */
class Switchable implements SharedCells {
  isAway = false;

  constructor(private readonly inner: SharedCells) {}

  async readAll(mark: string | null) {
    this.refuse();
    return this.inner.readAll(mark);
  }

  async compareAndSet(name: string, version: number, value: string) {
    this.refuse();
    return this.inner.compareAndSet(name, version, value);
  }

  private refuse() {
    if (this.isAway) throw new Error("the connection is closed");
  }
}
