import { inspect } from "node:util";
import { pino } from "pino";
import { expect, it } from "vitest";
import { Secret } from "./secret";

it("gives its text away only when asked", () => {
  const secret = new Secret("hunter2");
  const lines: string[] = [];
  pino({}, { write: (line) => lines.push(line) }).info({ deep: { list: [secret] }, secret }, "hello");
  const printed = [
    String(secret),
    JSON.stringify({ secret }),
    inspect({ secret }, { depth: 5 }),
    ...lines,
    `${secret}`,
  ];
  expect(printed.join()).not.toContain("hunter2");
  expect(secret.reveal()).toBe("hunter2");
});
