import { expect, it } from "vitest";
import { readable } from "./readable";

it("indents JSON and leaves streams and torn bodies as they are", () => {
  expect(readable('{"a":[1]}').text).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(readable('data: {"a":1}\n\n').text).toBe('data: {"a":1}\n\n');
  expect(readable('{"a":').text).toBe('{"a":');
});

it("shows the beginning of what is long", () => {
  const { text, isCut } = readable("x".repeat(200_000));
  expect([text.length, isCut]).toEqual([100_000, true]);
});
