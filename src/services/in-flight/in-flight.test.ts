import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createLogger } from "@/infra/logger";
import { MemoryPresence } from "@/infra/presence/memory";
import type { Beat } from "@/infra/presence/port";
import { InFlight, type InFlightFacts } from "./in-flight";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** Fails on demand, and keeps what it was told. */
class WatchedPresence extends MemoryPresence {
  readonly beats: Beat[] = [];
  isAway = false;

  override beat(beat: Beat) {
    this.beats.push(beat);
    return this.isAway ? Promise.reject(new Error("away")) : super.beat(beat);
  }
}

const open = (presence: MemoryPresence) =>
  new InFlight({ presence, logger: createLogger("silent"), onBegin: () => {} });

const facts = (sessionKey: string | null = null): InFlightFacts => ({
  id: randomUUID(),
  userId: 1,
  keyId: 2,
  sessionId: sessionKey,
  sessionKey,
  sequence: 1,
  protocol: "anthropic",
  model: "m",
  isStream: true,
  startedAt: Date.now(),
});

const seen = async (inFlight: InFlight) =>
  (await inFlight.list()).map(({ attempt, providerId, responseBytes }) => [
    attempt,
    providerId,
    responseBytes,
  ]);

it("tells the others of what lasts, all changes together, and of nothing that is over at once", async () => {
  const presence = new WatchedPresence();
  const [here, there] = [open(presence), open(presence)];
  const short = here.begin(facts(), () => {});
  const long = here.begin(facts(), () => {});
  long.tries(7, 1);
  long.tries(8, 2);
  short.ends();
  expect(await seen(here)).toEqual([[2, 8, 0]]);
  await vi.advanceTimersByTimeAsync(250);
  expect(presence.beats.map(({ set }) => set.length)).toEqual([1]);
  expect(await seen(there)).toEqual([[2, 8, 0]]);

  let bytes = 10;
  long.answers(5, () => bytes);
  await vi.advanceTimersByTimeAsync(1_000);
  bytes = 30;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await seen(there)).toEqual([[2, 8, 30]]);
  long.ends();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await seen(there)).toEqual([]);
  const before = presence.beats.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(presence.beats.length).toBe(before);
});

it("vanishes from the others' lists when its process dies", async () => {
  const presence = new MemoryPresence();
  const [here, there] = [open(presence), open(presence)];
  here.begin(facts(), () => {});
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await seen(there)).toHaveLength(1);
  here.close();
  await vi.advanceTimersByTimeAsync(11_000);
  expect(await seen(there)).toEqual([]);
});

it("49: is told anew after an outage, and holds nothing of what ended meanwhile", async () => {
  const presence = new WatchedPresence();
  const [here, there] = [open(presence), open(presence)];
  const first = here.begin(facts(), () => {});
  await vi.advanceTimersByTimeAsync(1_000);
  presence.isAway = true;
  here.begin(facts(), () => {}).tries(9, 1);
  for (let n = 0; n < 100; n++) {
    const brief = here.begin(facts(), () => {});
    await vi.advanceTimersByTimeAsync(300);
    brief.ends();
  }
  first.ends();
  expect(await seen(here)).toEqual([[1, 9, 0]]);
  presence.isAway = false;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await seen(there)).toEqual([[1, 9, 0]]);
  expect(presence.beats.at(-1)?.remove ?? []).toEqual([]);
});

it("ends the requests of a session everywhere, once, but none that came later", async () => {
  const presence = new MemoryPresence();
  const [here, there] = [open(presence), open(presence)];
  const ended: string[] = [];
  const begin = (at: InFlight, key: string, name: string) => at.begin(facts(key), () => ended.push(name));
  begin(here, "s", "here");
  const distant = begin(there, "s", "there");
  begin(there, "other", "other");
  await vi.advanceTimersByTimeAsync(500);
  await here.terminate(["s"], Date.now());
  expect(ended).toEqual(["here"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ended).toEqual(["here", "there"]);
  distant.ends();
  begin(there, "s", "later");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ended).toEqual(["here", "there"]);
});
