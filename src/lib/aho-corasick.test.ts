import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AhoCorasick } from "./aho-corasick";

describe("AhoCorasick", () => {
  it("finds a word inside another's unfinished beginning", () => {
    expect(new AhoCorasick(["abcd", "bc"]).find("xabce")).toEqual({ word: "bc", start: 2, end: 4 });
    expect(new AhoCorasick(["she", "he", "hers"]).find("ushers")).toMatchObject({ end: 4 });
  });

  it("works on any characters, and finds nothing without words", () => {
    expect(new AhoCorasick(["秘密", "🙂"]).find("这是秘密")).toEqual({ word: "秘密", start: 2, end: 4 });
    expect(new AhoCorasick(["", ""]).find("text")).toBeNull();
  });

  it("agrees with a search for each word", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 5 });
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 40 });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 8 }), text, (words, haystack) => {
        const ends = words
          .filter((word) => word !== "" && haystack.includes(word))
          .map((word) => haystack.indexOf(word) + word.length);
        const found = new AhoCorasick(words).find(haystack);
        expect(found?.end ?? null).toBe(ends.length > 0 ? Math.min(...ends) : null);
        if (found) expect(haystack.slice(found.start, found.end)).toBe(found.word);
      }),
    );
  });
});
