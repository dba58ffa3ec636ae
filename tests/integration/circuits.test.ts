import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CircuitPass } from "@/domain/circuit/transition";
import type { Provider } from "@/domain/provider/provider";
import { MemoryCells } from "@/infra/cells/memory";
import type { SharedCells } from "@/infra/cells/port";
import { createLogger } from "@/infra/logger";
import { RedisCells } from "@/infra/redis/cells";
import type { Redis } from "@/infra/redis/client";
import { type CircuitNews, Circuits } from "@/services/circuits/circuits";
import { connectTestRedis } from "../support/redis";
import { someProvider } from "../support/some-provider";

/** Two replicas, one set of cells: in process, and in Redis over two connections. */

let connections: Awaited<ReturnType<typeof connectTestRedis>>[];

beforeAll(async () => {
  const prefix = `test:${randomUUID()}:`;
  connections = [await connectTestRedis(prefix), await connectTestRedis(prefix)];
});
afterAll(async () => {
  for (const { close } of connections) await close();
});

const redisAt = (index: number): Redis => {
  const connection = connections[index];
  if (!connection) throw new Error("not connected");
  return connection.redis;
};

const IMPLEMENTATIONS: readonly [string, () => [SharedCells, SharedCells]][] = [
  [
    "in-process",
    () => {
      const cells = new MemoryCells();
      return [cells, cells];
    },
  ],
  [
    "Redis",
    () => {
      const name = randomUUID();
      return [new RedisCells(redisAt(0), name), new RedisCells(redisAt(1), name)];
    },
  ],
];

const SECOND = 1_000;

describe.each(IMPLEMENTATIONS)("circuits of two replicas on %s cells", (_name, createCells) => {
  let now: number;
  let provider: Provider;
  let news: CircuitNews[];
  let replicas: Circuits[];
  let cells: SharedCells;

  async function start(breaker: Partial<Provider["breaker"]> = {}) {
    now = 1_000_000;
    news = [];
    provider = someProvider({
      breaker: { failureThreshold: 3, openDurationMs: 60 * SECOND, halfOpenSuccessThreshold: 2, ...breaker },
    });
    const lines = createCells();
    [cells] = lines;
    replicas = lines.map(
      (line) =>
        new Circuits({
          cells: line,
          clock: { now: () => now },
          logger: createLogger("silent"),
          findProvider: (id) => (id === provider.id ? provider : undefined),
          onNews: (item) => news.push(item),
          onSeen: () => {},
        }),
    );
    await Promise.all(replicas.map((replica) => replica.start()));
    return replicas as [Circuits, Circuits];
  }
  afterEach(() => Promise.all(replicas.map((replica) => replica.close())));

  const kindIn = (replica: Circuits) => replica.conditions.get(provider.id)?.circuit.state.kind ?? "closed";
  const letIn = async (replica: Circuits, id: string = randomUUID()): Promise<CircuitPass> => {
    const pass = await replica.pass(provider, id);
    if (!pass) throw new Error("not let in");
    return pass;
  };
  const fail = async (replica: Circuits, times = 1) => {
    const passes = await Promise.all(Array.from({ length: times }, () => letIn(replica)));
    await Promise.all(
      passes.map((pass) => replica.report(provider.id, { kind: "failed", pass, reason: "HTTP 500" })),
    );
  };
  /** Until every replica has heard of everything: a second at most. */
  const spread = async (condition: () => boolean) => {
    const startedAt = performance.now();
    while (!condition() && performance.now() - startedAt < SECOND) await sleep(10);
    expect(condition()).toBe(true);
  };

  it("count together, open in both within a second, and tell it once", async () => {
    const [one, two] = await start();
    await fail(one, 1);
    await fail(two, 1);
    await fail(one, 1);
    expect(kindIn(one)).toBe("open");
    await spread(() => kindIn(two) === "open");
    expect(await two.pass(provider, "x")).toBeNull();
    expect(news).toEqual([
      expect.objectContaining({
        from: "closed",
        to: "open",
        reason: "HTTP 500",
        failures: 3,
        openUntil: now + 60 * SECOND,
        at: now,
      }),
    ]);
  });

  it("agree however many failures come at once", async () => {
    const [one, two] = await start({ failureThreshold: 100 });
    await Promise.all([fail(one, 60), fail(two, 39)]);
    await spread(() => {
      const states = replicas.map((replica) => replica.conditions.get(provider.id)?.circuit.state);
      return states.every((state) => state?.kind === "closed" && state.failures === 99);
    });
    await fail(two, 1);
    expect(kindIn(two)).toBe("open");
    expect(news).toHaveLength(1);
  });

  it("17: let one probe through among all replicas, and one of its failures opens both again", async () => {
    const [one, two] = await start();
    await fail(one, 3);
    await spread(() => kindIn(two) === "open");
    now += 60 * SECOND;
    const asks = Array.from({ length: 40 }, (_, n) => (n % 2 ? one : two).pass(provider, `probe-${n}`));
    const passes = (await Promise.all(asks)).filter((pass) => pass !== null);
    expect(passes).toHaveLength(1);
    const [probe] = passes;
    if (!probe) throw new Error("no probe");
    await two.report(provider.id, { kind: "failed", pass: probe, reason: "HTTP 503" });
    expect(kindIn(two)).toBe("open");
    await spread(() => kindIn(one) === "open");
    expect(news.map(({ to }) => to)).toEqual(["open", "half-open", "open"]);
  });

  it("close again after enough probes, wherever they ran", async () => {
    const [one, two] = await start();
    await fail(one, 3);
    await spread(() => kindIn(two) === "open");
    now += 60 * SECOND;
    const first = await letIn(one);
    await one.report(provider.id, { kind: "succeeded", pass: first });
    const second = await letIn(two);
    await two.report(provider.id, { kind: "succeeded", pass: second });
    expect(kindIn(two)).toBe("closed");
    await spread(() => kindIn(one) === "closed");
    expect(news.map(({ to, reason }) => [to, reason])).toEqual([
      ["open", "HTTP 500"],
      ["half-open", "open_time_over"],
      ["closed", "probes_succeeded"],
    ]);
  });

  it("17: give a probe's place to another when its request vanished with its process", async () => {
    const [one, two] = await start();
    await fail(one, 3);
    now += 60 * SECOND;
    await letIn(one, "lost");
    await spread(() => kindIn(two) === "half-open");
    expect(await two.pass(provider, "early")).toBeNull();
    now += 120 * SECOND;
    expect(await two.pass(provider, "later")).toMatchObject({ probeId: "later" });
  });

  it("a reset in one is effective in both, and ends rests", async () => {
    const [one, two] = await start();
    await fail(one, 3);
    await one.report(provider.id, { kind: "rested", model: null, until: now + SECOND });
    await spread(() => kindIn(two) === "open");
    await two.reset(provider.id);
    await spread(() => kindIn(one) === "closed");
    expect(one.conditions.get(provider.id)?.rests).toEqual({});
    expect(news.at(-1)).toMatchObject({ to: "closed", reason: "manual_reset" });
  });

  it("19: a rest is known in both", async () => {
    const [one, two] = await start();
    await one.report(provider.id, { kind: "rested", model: "m", until: now + SECOND });
    await spread(() => two.conditions.has(provider.id));
    expect(two.conditions.get(provider.id)?.rests).toEqual({ "=m": now + SECOND });
    expect(news).toEqual([]);
  });

  it("forget nothing that a replica which starts later has to know", async () => {
    const [one] = await start();
    await fail(one, 3);
    const late = new Circuits({
      cells,
      clock: { now: () => now },
      logger: createLogger("silent"),
      findProvider: () => provider,
      onNews: () => {},
      onSeen: () => {},
    });
    await late.start();
    replicas.push(late);
    expect(await late.pass(provider, "x")).toBeNull();
  });
});

it("a healthy provider's successes make no call at all", async () => {
  let calls = 0;
  const counting: SharedCells = {
    readAll: async () => null,
    compareAndSet: async () => {
      calls++;
      return { written: true, version: calls };
    },
  };
  const provider = someProvider();
  const circuits = new Circuits({
    cells: counting,
    clock: { now: () => 0 },
    logger: createLogger("silent"),
    findProvider: () => provider,
    onNews: () => {},
    onSeen: () => {},
  });
  for (let n = 0; n < 100; n++) {
    const pass = await circuits.pass(provider, `r${n}`);
    if (pass) await circuits.report(provider.id, { kind: "succeeded", pass });
  }
  expect(calls).toBe(0);
});
