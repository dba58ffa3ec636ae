import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LOCALES } from "./locales";
import { NOUNS } from "./nouns";

const FOLDER = join(import.meta.dirname, "messages");

type Tree = { readonly [key: string]: string | Tree };

function read(locale: string, noun: string): Map<string, string> {
  const tree = JSON.parse(readFileSync(join(FOLDER, locale, `${noun}.json`), "utf8")) as Tree;
  return new Map(flatten(tree));
}

function flatten(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[prefix + key, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  );
}

/** The names a text expects values for; plural bodies and tags are another matter. */
function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)(?=[,}])/g)].map((match) => match[1] ?? "").sort();
}

describe("messages", () => {
  it("50: exist for every noun in every language, and no more", () => {
    for (const locale of LOCALES) {
      expect(readdirSync(join(FOLDER, locale)).sort()).toEqual(NOUNS.map((noun) => `${noun}.json`).sort());
    }
  });

  describe.each(LOCALES.filter((locale) => locale !== "en"))("%s", (locale) => {
    it.each(NOUNS)("50: has the keys, the placeholders and a text for each of %s", (noun) => {
      const english = read("en", noun);
      const translated = read(locale, noun);
      expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
      for (const [key, text] of translated) {
        expect(text, key).not.toBe("");
        expect(new Set(placeholders(text)), key).toEqual(new Set(placeholders(english.get(key) ?? "")));
      }
    });
  });
});
