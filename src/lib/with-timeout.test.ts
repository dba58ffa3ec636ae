import { expect, it } from "vitest";
import { TimeoutError, withTimeout } from "./with-timeout";

it("gives up work that does not end", async () => {
  await expect(withTimeout(new Promise(() => {}), 5)).rejects.toThrow(TimeoutError);
});

it("does not take an answer for late that arrived while the process was busy", async () => {
  const answer = new Promise((resolve) => setTimeout(resolve, 1).ref()).then(
    () => new Promise((resolve) => setImmediate(() => resolve("in time"))),
  );
  const outcome = withTimeout(answer, 5);
  const until = performance.now() + 30;
  while (performance.now() < until);
  expect(await outcome).toBe("in time");
});
