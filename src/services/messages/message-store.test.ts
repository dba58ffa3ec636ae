import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { StoredMessages } from "@/domain/request/stored-messages";
import { createLogger } from "@/infra/logger";
import { ByteBudget } from "@/lib/byte-budget";
import { MessageStore } from "./message-store";

const KIB = 1024;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

function newStore(write: (messages: readonly StoredMessages[]) => Promise<void>, maxBytes = 100 * KIB) {
  const budget = new ByteBudget(1_000 * KIB);
  return { budget, store: new MessageStore({ budget, maxBytes, write, logger: createLogger("silent") }) };
}

function keep(store: MessageStore, id: string, body = "{}"): void {
  const copy = store.open({ id, receivedAt: 0, headers: ["A", "b"], body: Buffer.from(body) });
  copy.answers(["content-type", "text/plain"]);
  copy.add(Buffer.from("answer"));
  copy.keep();
}

it("writes what was kept in batches, in the background, and frees its memory", async () => {
  const batches: string[][] = [];
  const { budget, store } = newStore(
    async (messages) => void batches.push(messages.map(({ requestId }) => requestId)),
    2_000 * KIB,
  );
  for (let n = 0; n < 20; n++) keep(store, String(n));
  expect(batches).toEqual([]);
  expect(budget.held).toBe(20 * 32 * KIB);
  await vi.advanceTimersByTimeAsync(500);
  await store.flush();
  expect(batches.map(({ length }) => length)).toEqual([16, 4]);
  expect([budget.held, store.held]).toEqual([0, 0]);
});

it("49: holds no more than it may while the database is away, and gives a batch up after three tries", async () => {
  let tries = 0;
  const { budget, store } = newStore(async () => {
    tries++;
    throw new Error("away");
  });
  for (let n = 0; n < 20; n++) keep(store, String(n));
  expect(store.held).toBeGreaterThan(64 * KIB);
  expect(store.held).toBeLessThanOrEqual(100 * KIB);
  const flushed = store.flush();
  // Two batches, three tries each.
  let isDone = false;
  void flushed.then(() => {
    isDone = true;
  });
  while (!isDone) {
    await vi.advanceTimersByTimeAsync(500);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await flushed;
  expect(tries).toBe(6);
  expect([budget.held, store.held]).toEqual([0, 0]);
});

it("writes what waits before it closes", async () => {
  const written: string[] = [];
  const { store } = newStore(
    async (messages) => void written.push(...messages.map(({ requestBody }) => requestBody ?? "")),
  );
  keep(store, "1", "last words");
  await store.close(1_000);
  expect(written).toEqual(["last words"]);
});
