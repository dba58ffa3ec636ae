import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonPathError, parseJsonPath, setAtPath } from "./json-path";
import { replaceStrings } from "./json-strings";
import { SplicesTooLargeError } from "./splices";

const set = (text: string, path: string, value: unknown) =>
  setAtPath(Buffer.from(text), parseJsonPath(path), value, 10_000).toString();

describe("parseJsonPath", () => {
  it.each([
    ["a", ["a"]],
    ["a.b[0].c", ["a", "b", 0, "c"]],
    ['metadata["odd.name"].x', ["metadata", "odd.name", "x"]],
    ["a.0.b", ["a", "0", "b"]],
  ])("reads %s", (text, path) => {
    expect(parseJsonPath(text)).toEqual(path);
  });

  it.each(["", ".", "a.", "a..b", "a[", "a[x]", "[1000]", "a[-1]", "a ]", `a${".b".repeat(32)}`])(
    "refuses %s",
    (text) => {
      expect(() => parseJsonPath(text)).toThrow(JsonPathError);
    },
  );
});

describe("setAtPath", () => {
  const odd = '{ "x":9007199254740993 , "a": {"b":[1.0, {"c" : "\\u0041"}]},"_id":null}';

  it("55: changes the value's bytes and no others", () => {
    expect(set(odd, "a.b[1].c", "new")).toBe(odd.replace('"\\u0041"', '"new"'));
    expect(set(odd, "a.b[0]", 2)).toBe(odd.replace("1.0", "2"));
    expect(set(odd, "x", { y: 1 })).toBe(odd.replace("9007199254740993", '{"y":1}'));
  });

  it.each([
    ["{}", "a.b[2].c", 1, '{"a":{"b":[null,null,{"c":1}]}}'],
    ['{"a":[]}', "a[1]", 1, '{"a":[null,1]}'],
    ['{"a":[1]}', "a[1]", 2, '{"a":[1,2]}'],
    ['{"a":[1, 2 ]}', "a.1", 3, '{"a":[1, 3 ]}'],
    ['{"a":"text"}', "a.b", 1, '{"a":{"b":1}}'],
    ['{"a":null}', "a[0]", 1, '{"a":[1]}'],
    ['{"a":{"0":1}}', "a[0]", 2, '{"a":{"0":2}}'],
    ['{"a":[1]}', "a.name", 2, '{"a":[1]}'],
    ['{"a":1}', "b", undefined, '{"a":1,"b":null}'],
    ["{}", "__proto__.x", 1, '{"__proto__":{"x":1}}'],
  ])("in %s sets %s to %j", (text, path, value, expected) => {
    expect(set(text, path, value)).toBe(expected);
  });

  it("sets every one of equal keys, however they are spelled", () => {
    expect(set('{"k":1,"\\u006b":2}', "k", 3)).toBe('{"k":3,"\\u006b":3}');
  });

  it("agrees with setting the member of the parsed document", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (document, value) => {
        const text = JSON.stringify(document);
        expect(JSON.parse(set(text, "member", value))).toEqual(
          JSON.parse(JSON.stringify({ ...document, member: value })),
        );
      }),
    );
  });
});

it("43: stops before equal keys multiply a value beyond the bound", () => {
  const doubled = Buffer.from(`{${'"k":1,'.repeat(1_000)}"k":1}`);
  expect(() => setAtPath(doubled, ["k"], "x".repeat(1_000), 100_000)).toThrow(SplicesTooLargeError);
});

describe("replaceStrings", () => {
  it("55: rewrites only the strings that change; keys and all other bytes stay", () => {
    const text = '{ "secret":"a secret","n":1e400,"x":["\\u00e9","se\\u0063ret"],"y":"\\/ok"}';
    const replaced = replaceStrings(Buffer.from(text), (value) => value.replaceAll("secret", "***"), 1_000);
    expect(replaced.toString()).toBe('{ "secret":"a ***","n":1e400,"x":["\\u00e9","***"],"y":"\\/ok"}');
  });

  it("returns the very bytes when nothing changes", () => {
    const bytes = Buffer.from('{"a":"b"}');
    expect(replaceStrings(bytes, (text) => text, 100)).toBe(bytes);
  });
});
