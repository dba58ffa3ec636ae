import { CountersLostError } from "@/infra/counters/lost-error";
import type {
  Admission,
  AdmissionResult,
  Counters,
  CountersHealth,
  Held,
  PrimeCoverage,
  PrimeEntry,
  Settlement,
  SumWindow,
} from "@/infra/counters/port";
import { type AdmissionReply, admissionResult } from "./admissions-draft";
import type { Redis } from "./client";
import { CountingDraft, LOADED_KEY } from "./counting-draft";
import { GatheredScript } from "./gathered-script";
import { affinityKey, holdersIn, membersIn, windowIn } from "./positions";
import { KeyList, RedisScript } from "./script";
import { COUNT_LUA } from "./scripts/count.lua";
import { COUNT_MEMBERS_LUA } from "./scripts/count-members.lua";
import { FORGET_LUA } from "./scripts/forget.lua";
import { PRIME_LUA } from "./scripts/prime.lua";
import { READ_LUA } from "./scripts/read.lua";
import { RENEW_LUA } from "./scripts/renew.lua";

const COUNT = new RedisScript(COUNT_LUA);
const RENEW = new RedisScript(RENEW_LUA);
const FORGET = new RedisScript(FORGET_LUA);
const READ = new RedisScript(READ_LUA);
const COUNT_MEMBERS = new RedisScript(COUNT_MEMBERS_LUA);
const PRIME = new RedisScript(PRIME_LUA);

/** Entries sent at once: the server serves nobody else while a script runs. */
const PRIME_BATCH = 500;
const RENEW_BATCH = 200;

/** The shared implementation: one script, one round trip per call at most. Times out nowhere; the fallback does. */
export class RedisCounters implements Counters {
  private readonly counting: GatheredScript<CountingDraft>;

  constructor(private readonly redis: Redis) {
    this.counting = new GatheredScript(redis, COUNT, () => new CountingDraft());
  }

  async admit(admission: Admission): Promise<AdmissionResult> {
    let position = 0;
    const replies = await this.counting.run((draft) => {
      position = draft.admit(admission);
    });
    const reply = (replies as AdmissionReply[] | null)?.[position];
    if (!reply) throw new CountersLostError();
    return admissionResult(reply);
  }

  async settle(settlement: Settlement): Promise<void> {
    await this.counting.run((draft) => draft.settle(settlement));
  }

  async renew(running: readonly Held[], now: number, ttlMs: number): Promise<void> {
    const batches: Promise<unknown>[] = [];
    for (let at = 0; at < running.length; at += RENEW_BATCH) {
      const keys = new KeyList();
      const batch = running.slice(at, at + RENEW_BATCH).map(({ id, holders, memberKeys }) => ({
        id,
        holders: holdersIn(keys, holders),
        memberKeys: membersIn(keys, memberKeys),
      }));
      batches.push(RENEW.run(this.redis, keys.keys, { running: batch, now, ttlMs }));
    }
    await Promise.all(batches);
  }

  async forget(affinityKeys: readonly string[], now: number): Promise<number> {
    const keys = new KeyList();
    for (const key of affinityKeys) keys.at(affinityKey(key));
    return (await FORGET.run(this.redis, keys.keys, { now })) as number;
  }

  async read(windows: readonly SumWindow[], now: number): Promise<number[]> {
    if (windows.length === 0) return [];
    const keys = new KeyList();
    const request = { now, windows: windows.map((window) => windowIn(keys, window)) };
    return ((await READ.run(this.redis, keys.keys, request)) as string[]).map(Number);
  }

  async countMembers(members: readonly string[], now: number): Promise<number[]> {
    if (members.length === 0) return [];
    const keys = new KeyList();
    const request = { now, keys: membersIn(keys, members) };
    return (await COUNT_MEMBERS.run(this.redis, keys.keys, request)) as number[];
  }

  async prime(entries: readonly PrimeEntry[], now: number, coverage: PrimeCoverage): Promise<void> {
    for (let at = 0; at < entries.length; at += PRIME_BATCH) {
      const keys = new KeyList();
      const batch = entries.slice(at, at + PRIME_BATCH);
      const request = {
        now,
        entries: batch.map(({ window, amounts }) => ({ window: windowIn(keys, window), amounts })),
      };
      await PRIME.run(this.redis, keys.keys, request);
    }
    if (coverage === "all") await this.redis.set(LOADED_KEY, "1");
  }

  health(): CountersHealth {
    const ok = this.redis.status === "ready";
    return { ok, mode: "redis", detail: ok ? null : `connection is ${this.redis.status}` };
  }

  async close(): Promise<void> {
    this.redis.disconnect();
  }
}
