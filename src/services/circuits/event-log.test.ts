import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createLogger } from "@/infra/logger";
import type { BreakerEvent } from "@/repository/breaker-events";
import { CircuitEventLog } from "./event-log";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const event = (providerId: number): BreakerEvent => ({
  providerId,
  state: "open",
  reason: "bad",
  failureCount: 1,
  openUntil: null,
  createdAt: new Date(0),
});

function start() {
  const written: number[][] = [];
  const outage = { isOn: false };
  const write = async (events: readonly BreakerEvent[]) => {
    if (outage.isOn) throw new Error("the database is away");
    written.push(events.map(({ providerId }) => providerId));
  };
  return { written, outage, log: new CircuitEventLog({ write, logger: createLogger("silent") }) };
}

it("gathers what happens in a moment into one write", async () => {
  const { written, log } = start();
  log.add(event(1));
  log.add(event(2));
  expect(written).toEqual([]);
  await vi.advanceTimersByTimeAsync(250);
  expect(written).toEqual([[1, 2]]);
});

it("keeps events in order while the database is away, and writes them once when it is back", async () => {
  const { written, outage, log } = start();
  outage.isOn = true;
  log.add(event(1));
  await vi.advanceTimersByTimeAsync(300);
  log.add(event(2));
  outage.isOn = false;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(written).toEqual([[1, 2]]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(written).toHaveLength(1);
});

it("49: holds a bounded number of them, the newest", async () => {
  const { written, outage, log } = start();
  outage.isOn = true;
  for (let n = 0; n < 1_500; n++) log.add(event(n));
  await vi.advanceTimersByTimeAsync(300);
  outage.isOn = false;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(written[0]).toHaveLength(1_000);
  expect([written[0]?.[0], written[0]?.at(-1)]).toEqual([500, 1_499]);
});

it("writes what waits before it closes", async () => {
  const { written, log } = start();
  log.add(event(1));
  await log.close(1_000);
  expect(written).toEqual([[1]]);
});
