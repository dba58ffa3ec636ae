import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ByteSource } from "@/lib/byte-source";
import { timedSource } from "./timed-source";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Gives each chunk after its delay in ms; cancelling rejects the read that waits. */
function delayed(plan: readonly (readonly [delayMs: number, text: string])[]): ByteSource {
  const left = [...plan];
  let fail: (error: unknown) => void = () => {};
  return {
    read: () =>
      new Promise((resolve, reject) => {
        fail = reject;
        const [delayMs, text] = left.shift() ?? [1_000_000, ""];
        setTimeout(() => resolve(Buffer.from(text)), delayMs);
      }),
    cancel: (reason) => fail(reason),
  };
}

async function readFor(source: ByteSource): Promise<string> {
  const reading = source.read().then(String, (error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(10_000);
  return reading;
}

const NONE = { firstMs: 0, idleMs: 0, totalMs: 0 };

describe("9: a timed source", () => {
  it("waits for its first data no longer than allowed", async () => {
    expect(await readFor(timedSource(delayed([[101, "a"]]), { ...NONE, firstMs: 100 }))).toContain(
      "first byte",
    );
    expect(await readFor(timedSource(delayed([[99, "a"]]), { ...NONE, firstMs: 100 }))).toBe("a");
  });

  it("waits no longer than allowed between data", async () => {
    const source = timedSource(
      delayed([
        [500, "a"],
        [99, "b"],
        [101, "c"],
      ]),
      { ...NONE, idleMs: 100 },
    );
    expect([await readFor(source), await readFor(source), await readFor(source)]).toEqual([
      "a",
      "b",
      "no data came within 100 ms",
    ]);
  });

  it("is not kept waiting by chunks without data", async () => {
    const empty = Array.from({ length: 50 }, () => [30, ""] as const);
    const source = timedSource(delayed([[1, "a"], ...empty]), { ...NONE, idleMs: 100 });
    expect(await readFor(source)).toBe("a");
    expect(await readFor(source)).toBe("no data came within 100 ms");
  });

  it("counts all waiting against its total, and no time in which nobody waits", async () => {
    const source = timedSource(
      delayed([
        [60, "a"],
        [60, "b"],
      ]),
      { ...NONE, totalMs: 100 },
    );
    expect(await readFor(source)).toBe("a");
    expect(await readFor(source)).toBe("the answer was not complete in time");
    const slowReader = timedSource(
      delayed([
        [40, "a"],
        [40, "b"],
      ]),
      { ...NONE, totalMs: 100 },
    );
    expect(await readFor(slowReader)).toBe("a");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await readFor(slowReader)).toBe("b");
  });

  it("leaves no timer behind", async () => {
    const source = timedSource(delayed([[1, "a"]]), { firstMs: 100, idleMs: 100, totalMs: 100 });
    expect(await readFor(source)).toBe("a");
    expect(vi.getTimerCount()).toBe(0);
  });
});
