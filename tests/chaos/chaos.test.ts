import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeUpstream, startFakeUpstream } from "../../dev/fake-upstream";
import { seededRandom } from "../../dev/seeded-random";
import { startTestHub, type TestHub } from "../support/hub";
import { callAs, type Manners } from "./client";
import { answerText, faultyScript, goodScript } from "./faults";
import { judgeAnswer, type Sight } from "./judge-answer";
import { settledResidue } from "./residue";

/**
 * Random traffic against random faults, the same for the same seed: `CHAOS_SEEDS=7,8 CHAOS_SECONDS=30
 * test:chaos`.
 */
const SEEDS = (process.env.CHAOS_SEEDS ?? "1").split(",").map(Number);
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 30);
const CLIENTS = 32;
const MIB = 1024 * 1024;

/** Each party's faults meet providers of their own, so that it shows whom the hub blames. */
const PARTIES = {
  /** Upstreams fail in every way, clients too. */
  anything: { weight: 60, threshold: 0, providers: 3 },
  /** Clients misbehave, their upstream never does: one failure would open its circuit. */
  clients: { weight: 30, threshold: 1, providers: 1 },
  /** Requests that are at fault themselves. */
  poison: { weight: 4, threshold: 1, providers: 1 },
  /** An upstream that has enough for now. */
  quota: { weight: 3, threshold: 1, providers: 1 },
  /** An upstream that is down. */
  down: { weight: 3, threshold: 3, providers: 1 },
} as const;
type Party = keyof typeof PARTIES;

/** Where upstreams hang. */
const DEADLINES = {
  first_byte_timeout_streaming_ms: 1_000,
  streaming_idle_timeout_ms: 1_000,
  request_timeout_non_streaming_ms: 3_000,
};

let hub: TestHub;
/** Where nothing goes wrong: connections that faults have been on are not shared with it. */
let goodUpstream: FakeUpstream;
const keys = {} as Record<Party, string>;
const providers = {} as Record<Party, number>;
const seen = new Set<string>();
const attempts = new Map<number, number>();
let seed = 0;

beforeAll(async () => {
  hub = await startTestHub({ record: "none" });
  goodUpstream = await startFakeUpstream({ record: "none" });
  for (const [party, { threshold, providers: count }] of Object.entries(PARTIES) as [
    Party,
    { threshold: number; providers: number },
  ][]) {
    for (let n = 0; n < count; n++) {
      providers[party] = await hub.addProvider({
        name: `${party} ${n}`,
        group_tag: party,
        max_retry_attempts: 1,
        circuit_breaker_failure_threshold: threshold,
        ...(party === "anything" ? DEADLINES : { url: goodUpstream.url }),
      });
    }
    keys[party] = (await hub.addCaller({ name: party, providerGroup: party })).key;
  }
  hub.server.on("request", ({ headers }) => {
    if (headers["user-agent"]?.startsWith("chaos/")) seen.add(headers["user-agent"]);
  });
  for (const upstream of [hub.upstream, goodUpstream]) {
    upstream.setDefault(({ body }) => scriptFor(body.toString()));
  }
});
afterAll(async () => {
  await hub.close();
  await goodUpstream.close();
});

function scriptFor(body: string) {
  const [, party, digits] = /chaos (\w+) (\d+)/.exec(body) ?? [];
  const number = Number(digits);
  const attempt = (attempts.get(number) ?? 0) + 1;
  attempts.set(number, attempt);
  switch (party as Party) {
    case "anything":
      return faultyScript(seed, number, attempt);
    case "clients":
      return goodScript(seed, number);
    case "poison":
      return { status: 400 };
    case "quota":
      return { status: 429, headers: { "retry-after": "1" } };
    case "down":
      return { status: 500 };
  }
}

interface Sent {
  readonly userAgent: string;
  readonly party: Party;
  readonly manners: Manners;
  /** Null when the client left. */
  readonly sight: Sight | null;
}

async function sendOne(number: number): Promise<Sent> {
  const random = seededRandom(seed, number, 0);
  const party = partyOf(random.next());
  const wantsStream = random.chance(0.6);
  const manners = random.chance(0.45)
    ? "steady"
    : random.pick<Manners>(["slow-reader", "slow-sender", "leaves", "leaves", "leaves-while-sending"]);
  const body = JSON.stringify({
    model: "claude-sonnet-4-5",
    max_tokens: 100,
    stream: wantsStream,
    messages: [
      { role: "user", content: `chaos ${party} ${number} ${"padding ".repeat(random.between(0, 300))}` },
    ],
  });
  const userAgent = `chaos/${seed}-${number}`;
  const answer = await callAs({ url: hub.url, key: keys[party], userAgent, body, manners, random });
  return { userAgent, party, manners, sight: answer && judgeAnswer(answer, wantsStream, answerText(number)) };
}

function partyOf(share: number): Party {
  let left = share * Object.values(PARTIES).reduce((sum, { weight }) => sum + weight, 0);
  for (const [party, { weight }] of Object.entries(PARTIES)) {
    left -= weight;
    if (left < 0) return party as Party;
  }
  return "anything";
}

async function run(seconds: number, firstNumber: number): Promise<Sent[]> {
  const sent: Sent[] = [];
  const until = Date.now() + seconds * 1_000;
  let number = firstNumber;
  const client = async () => {
    while (Date.now() < until) sent.push(await sendOne(number++));
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return sent;
}

describe.each(SEEDS)("seed %i", (given) => {
  it(
    "1, 3, 6, 16: ends every request once, tells clients the truth, blames the right party, leaves nothing",
    async () => {
      seed = given;
      const warnings: Error[] = [];
      const onWarning = (warning: Error) => warnings.push(warning);
      process.on("warning", onWarning);
      await run(3, 1_000_000 * seed);
      const before = await settledResidue(hub, goodUpstream);
      const sent = await run(SECONDS, 1_000_000 * seed + 500_000);
      const after = await settledResidue(hub, goodUpstream);
      process.off("warning", onWarning);

      const outcomes = await rows();
      console.log(summary(sent, outcomes, before.memoryBytes, after.memoryBytes));
      expect(sent.length, `seed ${seed}`).toBeGreaterThan(SECONDS * 10);
      expect(violations(sent, outcomes), `seed ${seed}`).toEqual([]);
      expect(blamed(), `seed ${seed}`).toEqual({
        clients: "closed",
        poison: "closed",
        quota: "closed",
        down: "open",
      });
      expect(after.sockets, `seed ${seed}: sockets`).toBeLessThanOrEqual(before.sockets);
      expect(after.timers, `seed ${seed}: timers`).toBeLessThanOrEqual(before.timers + 2);
      expect(after.listeners, `seed ${seed}: listeners`).toBe(before.listeners);
      expect(after.memoryBytes - before.memoryBytes, `seed ${seed}: memory`).toBeLessThan(24 * MIB);
      expect(warnings, `seed ${seed}`).toEqual([]);
    },
    (SECONDS + 90) * 1_000,
  );
});

/** Outcomes of the run's requests, by user agent. */
async function rows(): Promise<Map<string, { outcome: string; status: number }[]>> {
  const found = await hub.database.pool.sql<{ userAgent: string; outcome: string; status: number }[]>`
    SELECT user_agent AS "userAgent", outcome, status_code AS status FROM requests
    WHERE user_agent LIKE ${`chaos/${seed}-%`}`;
  const byAgent = new Map<string, { outcome: string; status: number }[]>();
  for (const row of found) byAgent.set(row.userAgent, [...(byAgent.get(row.userAgent) ?? []), row]);
  return byAgent;
}

function violations(sent: readonly Sent[], outcomes: Awaited<ReturnType<typeof rows>>): string[] {
  return sent.flatMap(({ userAgent, party, manners, sight }) => {
    const found = outcomes.get(userAgent) ?? [];
    const say = (what: string) => [`${userAgent} (${party}, ${manners}): ${what}`];
    if (found.length !== (seen.has(userAgent) ? 1 : 0)) return say(`${found.length} rows`);
    const [row] = found;
    if (!sight || !row) return [];
    if (sight.kind === "pretence") return say(`${row.outcome}, but the client saw ${sight.why}`);
    if (sight.kind === "whole" && row.outcome !== "completed") return say(`whole, but ${row.outcome}`);
    if (sight.kind === "error" && row.outcome === "completed") return say("an error, but completed");
    if (sight.kind === "error" && sight.status >= 400 && row.status !== sight.status)
      return say(`status ${row.status}`);
    return [];
  });
}

function blamed() {
  const circuit = (party: Party) =>
    hub.runtime.circuits.conditions.get(providers[party])?.circuit.state.kind ?? "closed";
  return {
    clients: circuit("clients"),
    poison: circuit("poison"),
    quota: circuit("quota"),
    down: circuit("down"),
  };
}

function summary(
  sent: readonly Sent[],
  outcomes: Awaited<ReturnType<typeof rows>>,
  before: number,
  after: number,
) {
  const sights = countBy(sent.map(({ sight }) => sight?.kind ?? "left"));
  const ends = countBy([...outcomes.values()].flat().map(({ outcome }) => outcome));
  const mib = (bytes: number) => `${(bytes / MIB).toFixed(1)} MiB`;
  return `chaos, seed ${seed}: ${sent.length} requests; clients saw ${sights}; rows: ${ends}; memory ${mib(before)} → ${mib(after)}`;
}

function countBy(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} ${name}`).join(", ");
}
