import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonOutlineError, outlineJson, readMember } from "./json-outline";

const bytesOf = (text: string) => Buffer.from(text, "utf8");

function membersOf(text: string): Record<string, string> {
  const bytes = bytesOf(text);
  return Object.fromEntries(outlineJson(bytes).map((m) => [m.key, bytes.toString("utf8", m.start, m.end)]));
}

describe("outlineJson", () => {
  it("finds the span of each top-level value", () => {
    expect(membersOf(' { "a" : 1 , "b":"x\\"y", "c": {"a":[1,{}]} ,"d":[ ], "e":null} ')).toEqual({
      a: "1",
      b: '"x\\"y"',
      c: '{"a":[1,{}]}',
      d: "[ ]",
      e: "null",
    });
  });

  it("counts array elements, nested commas aside", () => {
    const outline = outlineJson(bytesOf('{"m":[{"a":[1,2]},"x,y",[3]],"e":[],"o":{"a":1,"b":2}}'));
    expect(outline.map((m) => m.elements)).toEqual([3, 0, 0]);
  });

  it("decodes escaped keys and reports the last of two equal ones", () => {
    const bytes = bytesOf('{"mod\\u0065l":"a","model":"b"}');
    const outline = outlineJson(bytes);
    expect(outline.map((m) => m.key)).toEqual(["model", "model"]);
    expect(readMember(bytes, outline, "model")).toBe("b");
  });

  it("agrees with JSON.parse on any object", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), (value) => {
        const bytes = bytesOf(JSON.stringify(value));
        const outline = outlineJson(bytes);
        for (const key of Object.keys(value)) {
          expect(readMember(bytes, outline, key)).toEqual(JSON.parse(JSON.stringify(value))[key]);
        }
      }),
    );
  });

  it("ends every truncation in an error", () => {
    const text = '{"a":"x\\\\","b":[{"c":-1.5e3},true],"d":{"e":null}}';
    expect(outlineJson(bytesOf(text))).toHaveLength(3);
    for (let length = 0; length < text.length; length++) {
      expect(() => outlineJson(bytesOf(text.slice(0, length)))).toThrow(JsonOutlineError);
    }
  });

  it.each([
    "[]",
    "1",
    "",
    "{} x",
    '{"a":}',
    '{"a":1,}',
    '{"a":tru}',
    '{"a":[}]}',
    '{"a" 1}',
    "{a:1}",
    '{"a":01}',
  ])("refuses %s", (text) => {
    expect(() => outlineJson(bytesOf(text))).toThrow(JsonOutlineError);
  });

  it("bounds nesting", () => {
    const deep = `{"a":${"[".repeat(300)}${"]".repeat(300)}}`;
    expect(() => outlineJson(bytesOf(deep))).toThrow(/too-deep/);
    expect(outlineJson(bytesOf(deep), 400)).toHaveLength(1);
  });

  it("hops over long strings that end in backslashes", () => {
    const long = `${"é\\n".repeat(5000)}\\\\`;
    expect(membersOf(`{"a":"${long}","b":1}`)).toEqual({ a: `"${long}"`, b: "1" });
  });
});
