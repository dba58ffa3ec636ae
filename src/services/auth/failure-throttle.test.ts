import { expect, it } from "vitest";
import { MINUTE_MS } from "@/lib/duration";
import { FailureThrottle } from "./failure-throttle";

const newThrottle = () => new FailureThrottle({ maxFailures: 10, windowMs: 5 * MINUTE_MS });

it("makes an address wait after ten failures in five minutes, and no other", () => {
  const throttle = newThrottle();
  for (let n = 0; n < 9; n++) throttle.noteFailure("a", n);
  expect(throttle.waitMs("a", 10)).toBe(0);
  throttle.noteFailure("a", 10);
  expect(throttle.waitMs("a", 11)).toBe(5 * MINUTE_MS - 11);
  expect(throttle.waitMs("b", 11)).toBe(0);
  expect(throttle.waitMs("a", 5 * MINUTE_MS)).toBe(0);
});

it("forgets failures after a success", () => {
  const throttle = newThrottle();
  for (let n = 0; n < 10; n++) throttle.noteFailure("a", 0);
  throttle.noteSuccess("a");
  expect(throttle.waitMs("a", 1)).toBe(0);
});

it("41, 49: remembers a bounded number of addresses", () => {
  const throttle = newThrottle();
  for (let n = 0; n < 10; n++) throttle.noteFailure("first", 0);
  for (let n = 0; n < 20_000; n++) throttle.noteFailure(`address ${n}`, 1);
  expect(throttle.size).toBe(10_000);
  expect(throttle.waitMs("first", 2)).toBe(0);
});
