import { expect, it } from "vitest";
import { bodyDeadlines, headDeadlineMs } from "./deadlines";

const provider = { timeouts: { firstByteMs: 30_000, idleMs: 60_000, totalMs: 600_000 } };
const none = { timeouts: { firstByteMs: 0, idleMs: 0, totalMs: 0 } };

it.each([
  ["a stream", true, true, { firstMs: 29_000, idleMs: 60_000, totalMs: 0 }],
  ["a stream that was asked for in one piece", false, true, { firstMs: 0, idleMs: 60_000, totalMs: 599_000 }],
  ["one piece", false, false, { firstMs: 0, idleMs: 60_000, totalMs: 599_000 }],
  [
    "one piece that was asked for as a stream",
    true,
    false,
    { firstMs: 29_000, idleMs: 60_000, totalMs: 599_000 },
  ],
])("9: leave %s what is left of them", (_name, wantsStream, isStream, left) => {
  expect(bodyDeadlines({ wantsStream, isStream }, provider, 1_000)).toEqual(left);
  expect(bodyDeadlines({ wantsStream, isStream }, none, 1_000)).toEqual({
    firstMs: 0,
    idleMs: 0,
    totalMs: 0,
  });
});

it("9: a deadline that is over while the head came in is over at once, not off", () => {
  const late = bodyDeadlines({ wantsStream: true, isStream: true }, provider, 30_000);
  expect(late.firstMs).toBe(1);
});

it("9: the head waits for a stream's first byte, or for the whole answer", () => {
  expect(headDeadlineMs(true, provider)).toBe(30_000);
  expect(headDeadlineMs(false, provider)).toBe(600_000);
});
