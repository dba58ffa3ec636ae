import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Redis } from "@/infra/redis/client";
import { type Draft, GatheredScript } from "@/infra/redis/gathered-script";
import { KeyList, RedisScript } from "@/infra/redis/script";
import { connectTestRedis } from "../support/redis";

/** Keeps who came together; whoever brings "poison" makes the run fail. */
const NOTE = new RedisScript(`
redis.call('RPUSH', KEYS[1], ARGV[1])
if string.find(ARGV[1], 'poison') then return redis.error_reply('poisoned') end
return ARGV[1]`);

class Names implements Draft {
  readonly keys = new KeyList();
  private readonly names: string[] = [];

  constructor(key: string) {
    this.keys.at(key);
  }

  add(name: string): void {
    this.names.push(name);
  }

  argument() {
    return this.names;
  }
}

let redis: Redis;
let closeRedis: () => Promise<void>;
let key: string;
let script: GatheredScript<Names>;

beforeAll(async () => {
  ({ redis, close: closeRedis } = await connectTestRedis());
});
afterAll(() => closeRedis());
beforeEach(() => {
  key = randomUUID();
  script = new GatheredScript(redis, NOTE, () => new Names(key));
});

const ask = (name: string) => script.run((names) => names.add(name));
const runs = async () => (await redis.lrange(key, 0, -1)).map((run) => JSON.parse(run) as string[]);

it("sends together what one turn of the event loop asks, and gives each the reply", async () => {
  expect(await Promise.all([ask("a"), ask("b"), ask("c")])).toEqual(Array(3).fill('["a","b","c"]'));
  expect(await runs()).toEqual([["a", "b", "c"]]);
});

it("keeps what is asked during a run until it has ended", async () => {
  const first = ask("a");
  await nextTurn();
  const later = [ask("b")];
  await nextTurn();
  later.push(ask("c"));
  await Promise.all([first, ...later]);
  expect(await runs()).toEqual([["a"], ["b", "c"]]);
});

it("lets sixteen wait for nobody", async () => {
  await Promise.all(Array.from({ length: 40 }, (_, n) => ask(String(n))));
  expect((await runs()).map((run) => run.length)).toEqual([16, 16, 8]);
});

it("tells all that ran together of its failure, and goes on", async () => {
  const together = await Promise.allSettled([ask("a"), ask("poison")]);
  expect(together.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await ask("b")).toBe('["b"]');
});
