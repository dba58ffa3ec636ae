import { CountersLostError } from "@/infra/counters/lost-error";
import type {
  Admission,
  AdmissionResult,
  Alternative,
  Check,
  Counters,
  CountersHealth,
  FailedCheck,
  Held,
  PrimeCoverage,
  PrimeEntry,
  Settlement,
  SumWindow,
} from "@/infra/counters/port";
import { affinityKeptMs } from "@/infra/counters/port";
import type { Redis } from "./client";
import { KeyList, RedisScript } from "./script";
import { ADMIT_LUA } from "./scripts/admit.lua";
import { COUNT_MEMBERS_LUA } from "./scripts/count-members.lua";
import { FORGET_LUA } from "./scripts/forget.lua";
import { PRIME_LUA } from "./scripts/prime.lua";
import { READ_LUA } from "./scripts/read.lua";
import { RENEW_LUA } from "./scripts/renew.lua";
import { SETTLE_LUA } from "./scripts/settle.lua";

const ADMIT = new RedisScript(ADMIT_LUA);
const SETTLE = new RedisScript(SETTLE_LUA);
const RENEW = new RedisScript(RENEW_LUA);
const FORGET = new RedisScript(FORGET_LUA);
const READ = new RedisScript(READ_LUA);
const COUNT_MEMBERS = new RedisScript(COUNT_MEMBERS_LUA);
const PRIME = new RedisScript(PRIME_LUA);

/** Says that the sums were loaded; gone with them when the server loses its data. */
const LOADED_KEY = "loaded";

/** Entries sent at once: the server serves nobody else while a script runs. */
const PRIME_BATCH = 500;
const RENEW_BATCH = 200;

/** The shared implementation: one script, one round trip per call. Times out nowhere; the fallback does. */
export class RedisCounters implements Counters {
  constructor(private readonly redis: Redis) {}

  async admit(admission: Admission): Promise<AdmissionResult> {
    const keys = new KeyList();
    const { id, now, amount, ttlMs, affinity } = admission;
    const request = {
      loaded: keys.at(LOADED_KEY),
      id,
      now,
      amount,
      ttlMs,
      holders: holdersIn(keys, admission.holders),
      checks: admission.checks.map((check) => checkIn(keys, check)),
      alternatives: admission.alternatives.map((alternative) => alternativeIn(keys, alternative)),
      affinity: affinity && {
        key: keys.at(affinityKey(affinity.key)),
        keptMs: affinityKeptMs(affinity.ttlMs),
      },
    };
    const result = (await ADMIT.run(this.redis, keys.keys, request)) as ScriptResult | null;
    if (result === null) throw new CountersLostError();
    return admissionResult(result);
  }

  async settle(settlement: Settlement): Promise<void> {
    const { id, now, spentAt, holders, memberKeys, amounts, affinity } = settlement;
    const keys = new KeyList();
    const request = {
      id,
      now,
      spentAt,
      holders: holdersIn(keys, holders),
      memberKeys: memberKeys.map((key) => keys.at(`m:${key}`)),
      amounts: amounts.map(({ windows, amount }) => ({
        windows: windows.map((window) => windowIn(keys, window)),
        amount,
      })),
      affinity: affinity && {
        ...affinity,
        key: keys.at(affinityKey(affinity.key)),
        keptMs: affinityKeptMs(affinity.ttlMs),
      },
    };
    await SETTLE.run(this.redis, keys.keys, request);
  }

  async renew(running: readonly Held[], now: number, ttlMs: number): Promise<void> {
    const batches: Promise<unknown>[] = [];
    for (let at = 0; at < running.length; at += RENEW_BATCH) {
      const keys = new KeyList();
      const batch = running.slice(at, at + RENEW_BATCH).map(({ id, holders, memberKeys }) => ({
        id,
        holders: holdersIn(keys, holders),
        memberKeys: memberKeys.map((key) => keys.at(`m:${key}`)),
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
    const request = { now, keys: members.map((key) => keys.at(`m:${key}`)) };
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

const affinityKey = (key: string) => `a:${key}`;

function windowIn(keys: KeyList, window: SumWindow) {
  return { ...window, key: keys.at(`${window.kind === "fixed" ? "s" : "w"}:${window.key}`) };
}

function holdersIn(keys: KeyList, holders: readonly string[]): number[] {
  return holders.map((holder) => keys.at(`r:${holder}`));
}

function checkIn(keys: KeyList, check: Check) {
  switch (check.kind) {
    case "sum":
      return { ...check, window: windowIn(keys, check.window), holder: keys.at(`r:${check.holder}`) };
    case "rate":
      return { ...check, key: keys.at(`w:${check.key}`) };
    case "members":
      return { ...check, key: keys.at(`m:${check.key}`) };
  }
}

function alternativeIn(keys: KeyList, { id, holders, checks }: Alternative) {
  return { id, holders: holdersIn(keys, holders), checks: checks.map((check) => checkIn(keys, check)) };
}

const absent = (value: number | undefined) => (value === undefined || value === -1 ? null : value);

/** See the script for its two forms. */
type ScriptResult =
  | [admitted: 0, ...failed: number[]]
  | [admitted: 1, preferred: string, ...numbers: number[]];

function admissionResult(result: ScriptResult): AdmissionResult {
  if (result[0] === 0) {
    const [, ...failed] = result;
    return { admitted: false, ...failedCheck(failed) };
  }
  const [, preferred, alternative, byAffinity, sequence, ...failures] = result;
  const failedAlternatives: (FailedCheck & { alternative: number })[] = [];
  for (let at = 0; at < failures.length; at += 4) {
    failedAlternatives.push({
      alternative: failures[at] ?? 0,
      ...failedCheck(failures.slice(at + 1, at + 4)),
    });
  }
  return {
    admitted: true,
    alternative: absent(alternative),
    byAffinity: byAffinity === 1,
    preferred: preferred === "" ? null : preferred,
    failedAlternatives,
    sequence: absent(sequence),
  };
}

function failedCheck([check = 0, current = 0, retryAt]: readonly number[]): FailedCheck {
  return { check, current, retryAt: absent(retryAt) };
}
