import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonDigest } from "./json-digest";

const limits = { maxValueBytes: 64, maxBytes: 1_000 };

function digestOf(text: string, chunkBytes: number, given = limits) {
  const digest = new JsonDigest(given);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) digest.feed(bytes.subarray(at, at + chunkBytes));
  return { isComplete: digest.isComplete, value: JSON.parse(digest.digest().toString()) as unknown };
}

describe("JsonDigest", () => {
  it.each([1, 2, 7, 1_000])("leaves long values out, wherever chunks of %i bytes are cut", (chunkBytes) => {
    const content = [{ type: "text", text: `a "quoted" \\ {brace] , : ${"x".repeat(200)}` }];
    const text = JSON.stringify({
      id: "é\\",
      content,
      stop: null,
      usage: { output_tokens: 7, more: [1, {}] },
    });
    expect(digestOf(`\n ${text} \n`, chunkBytes)).toEqual({
      isComplete: true,
      value: { id: "é\\", content: null, stop: null, usage: { output_tokens: 7, more: [1, {}] } },
    });
  });

  it("is the object itself when every value is short, for any object", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 1, max: 9 }),
        (value, size) => {
          const text = JSON.stringify(value);
          const whole = digestOf(text, size, { maxValueBytes: 1_000_000, maxBytes: 1_000_000 });
          expect(whole).toEqual({ isComplete: true, value: JSON.parse(text) });
        },
      ),
    );
  });

  it("is not complete before the closing brace, and heeds nothing behind it", () => {
    expect(digestOf('{"a":1,"b":{"c":"}', 3).isComplete).toBe(false);
    expect(digestOf('{"a":1}{"b":2}', 3)).toEqual({ isComplete: true, value: { a: 1 } });
    expect(digestOf("{ }", 1)).toEqual({ isComplete: true, value: {} });
  });

  it("7: keeps no more than its bounds, whatever the number and the length of members", () => {
    const many = JSON.stringify(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`member${n}`, n])));
    expect(JSON.stringify(digestOf(many, 100).value).length).toBeLessThan(limits.maxBytes + 2);
    const longName = JSON.stringify({ ["n".repeat(500)]: 1, short: 2 });
    expect(digestOf(longName, 100).value).toEqual({ short: 2 });
  });
});
