import { describe, expect, it } from "vitest";
import { cutsFor, elementsAt, type JsonRange, memberCuts } from "./json-elements";
import { outlineJson } from "./json-outline";

const cut = (text: string, cuts: readonly JsonRange[]) =>
  [...cuts].reverse().reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);

const TEXTS = ["[]", "[1]", "[ 1 , 2 ]", '["a,]" ,{"x":[1,2]},[],null, 5]', "[\n1,\n2,\n3,\n4\n]"];

describe("elements of an array", () => {
  it.each(TEXTS)("are found: %s", (text) => {
    const bytes = Buffer.from(text);
    const found = elementsAt(bytes, 0).map(({ start, end }) =>
      JSON.parse(bytes.toString("utf8", start, end)),
    );
    expect(found).toEqual(JSON.parse(text));
  });

  it.each(TEXTS)("are cut out, whichever they are: %s", (text) => {
    const all = JSON.parse(text) as unknown[];
    const elements = elementsAt(Buffer.from(text), 0);
    for (let mask = 0; mask < 1 << all.length; mask++) {
      const isKept = (index: number) => (mask & (1 << index)) !== 0;
      expect(JSON.parse(cut(text, cutsFor(elements, isKept)))).toEqual(
        all.filter((_, index) => isKept(index)),
      );
    }
  });

  it("are none where there is no array", () => {
    expect(elementsAt(Buffer.from('{"a":[1]}'), 0)).toEqual([]);
  });
});

it("members are cut out with their names", () => {
  const text = ' { "a" : 1 , "b":{"c":[2]},"d" : "x,y" } ';
  const bytes = Buffer.from(text);
  for (const gone of [[], ["a"], ["b"], ["d"], ["a", "b"], ["b", "d"], ["a", "d"], ["a", "b", "d"]]) {
    const cuts = memberCuts(bytes, outlineJson(bytes), (key) => !gone.includes(key));
    const expected = Object.fromEntries(
      Object.entries(JSON.parse(text)).filter(([key]) => !gone.includes(key)),
    );
    expect(JSON.parse(cut(text, cuts))).toEqual(expected);
  }
});
