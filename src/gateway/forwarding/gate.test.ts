import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { GATE_MAX_BYTES, GATE_MAX_EVENTS, GATE_MAX_MS } from "@/config/limits";
import { ByteBudget } from "@/lib/byte-budget";
import type { ByteSource } from "@/lib/byte-source";
import { anthropic } from "@/protocols/anthropic";
import { passGate } from "./gate";
import { StreamWatch } from "./stream-watch";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const START =
  'event: message_start\ndata: {"type":"message_start","message":{"usage":{"input_tokens":3}}}\n\n';
const PING = 'event: ping\ndata: {"type":"ping"}\n\n';
const DELTA = 'event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"text":"hi"}}\n\n';

/** The given chunks, and then silence. */
function chunksThenSilence(chunks: readonly string[]): ByteSource & { reads: number } {
  const left = chunks.map((chunk) => Buffer.from(chunk));
  return {
    reads: 0,
    read() {
      this.reads++;
      const chunk = left.shift();
      return chunk ? Promise.resolve(chunk) : new Promise(() => {});
    },
    cancel: () => {},
  };
}

function open(source: ByteSource, { budgetBytes = 10_000_000, onGone = (_: () => void) => () => {} } = {}) {
  const budget = new ByteBudget(budgetBytes);
  const connection = { isGone: false, isTerminated: false, onGone };
  const result = passGate(
    source,
    new StreamWatch(anthropic, { framing: "sse", rewriter: null, promptBytes: 0 }),
    budget.open(),
    connection,
  );
  return { result, budget };
}

it("opens at content, and reads no further", async () => {
  const source = chunksThenSilence([START, PING, DELTA, DELTA]);
  const { result, budget } = open(source);
  expect(await result).toMatchObject({ isOpen: true, held: { length: 3 } });
  expect(source.reads).toBe(3);
  expect(budget.held).toBe(START.length + PING.length + DELTA.length);
});

it("opens when its time is over, counted from the first byte, though nothing more comes", async () => {
  const { result } = open(chunksThenSilence([": still there\n\n"]));
  await vi.advanceTimersByTimeAsync(GATE_MAX_MS - 1);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await result).toMatchObject({ isOpen: true, held: { length: 1 } });
  expect(vi.getTimerCount()).toBe(0);
});

it("loses nothing of the read that was under way when its time was over", async () => {
  let give: (chunk: Buffer) => void = () => {};
  const late = new Promise<Buffer>((resolve) => (give = resolve));
  const reads = [Promise.resolve(Buffer.from(START)), late, Promise.resolve(Buffer.from("third"))];
  const { result } = open({ read: async () => (await reads.shift()) ?? null, cancel: () => {} });
  await vi.advanceTimersByTimeAsync(GATE_MAX_MS);
  const gate = await result;
  give(Buffer.from("second"));
  if (!gate.isOpen) throw new Error("it is shut");
  expect([await gate.rest.read(), await gate.rest.read(), await gate.rest.read()].map(String)).toEqual([
    "second",
    "third",
    "null",
  ]);
});

it.each([
  ["events", Array.from({ length: GATE_MAX_EVENTS + 5 }, () => PING), GATE_MAX_EVENTS],
  ["bytes", Array.from({ length: 9 }, () => `: ${"x".repeat(GATE_MAX_BYTES / 4)}\n\n`), 4],
])("opens at its bound of %s", async (_name, chunks, held) => {
  expect(await open(chunksThenSilence(chunks)).result).toMatchObject({
    isOpen: true,
    held: { length: held },
  });
});

it("opens when the process has no room for more", async () => {
  const { result } = open(chunksThenSilence([PING, PING]), { budgetBytes: PING.length + 1 });
  expect(await result).toMatchObject({ isOpen: true, held: { length: 2 } });
});

it("opens when the client leaves: there is nobody to try elsewhere for", async () => {
  let leave = () => {};
  const onGone = (listener: () => void) => {
    leave = listener;
    return () => {};
  };
  const { result } = open(chunksThenSilence([START]), { onGone });
  await vi.advanceTimersByTimeAsync(1);
  leave();
  expect(await result).toMatchObject({ isOpen: true, held: { length: 1 } });
});

it("stays shut before an error, and gives the room for what it held back", async () => {
  const error = 'event: error\ndata: {"type":"error","error":{"message":"full"}}\n\n';
  const { result, budget } = open(chunksThenSilence([START, error]));
  expect(await result).toMatchObject({ isOpen: false, message: expect.stringContaining("full") });
  expect(budget.held).toBe(0);
});
