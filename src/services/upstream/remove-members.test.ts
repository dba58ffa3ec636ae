import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlineJson } from "@/lib/json-outline";
import { applyChanges } from "./body-change";
import { memberRemovals } from "./remove-members";

const NAMES = ["a", "b", "c", "d"] as const;

describe("memberRemovals", () => {
  it("takes out what it names and nothing else, wherever it stands and however it is spaced", () => {
    const body = fc.shuffledSubarray([...NAMES, "x", "y"]);
    const out = fc.subarray([...NAMES]);
    const space = fc.constantFrom("", " ", "\n\t");
    fc.assert(
      fc.property(body, out, space, (keys, names, blank) => {
        const members = keys.map((key) => `${blank}"${key}"${blank}:${blank}{"${key}":[1,","]}`);
        const bytes = Buffer.from(`${blank}{${members.join(`${blank},`)}${blank}}`);
        const changes = memberRemovals({ bytes, outline: outlineJson(bytes) }, names);
        const left = JSON.parse(applyChanges(bytes, changes).toString());
        expect(Object.keys(left)).toEqual(keys.filter((key) => !(names as string[]).includes(key)));
      }),
    );
  });

  it("takes out all members of equal names", () => {
    const bytes = Buffer.from('{"a":1,"b":2,"a":3}');
    const changes = memberRemovals({ bytes, outline: outlineJson(bytes) }, ["a"]);
    expect(applyChanges(bytes, changes).toString()).toBe('{"b":2}');
  });
});
