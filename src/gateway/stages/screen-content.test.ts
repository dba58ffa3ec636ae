import { expect, it } from "vitest";
import type { SensitiveWord } from "@/domain/sensitive-words/sensitive-word";
import { compileWords } from "@/domain/sensitive-words/word-screen";
import { outlineJson } from "@/lib/json-outline";
import { screenContent } from "./screen-content";

const word = (text: string, matchType: SensitiveWord["matchType"]): SensitiveWord => ({
  ...{ id: 1, word: text, matchType, description: null, isEnabled: true },
  ...{ createdAt: new Date(), updatedAt: new Date() },
});

function screen(text: string, ...words: SensitiveWord[]) {
  const sensitiveWords = compileWords(words).screen;
  const bytes = Buffer.from(JSON.stringify({ messages: [{ role: "user", content: text }] }));
  return screenContent({ body: { bytes, outline: outlineJson(bytes) } }, {
    snapshot: { current: { sensitiveWords } },
  } as never);
}

/** Longer than several pieces, so that each place in it lies in some piece, across a border of two, or both. */
const LONG = "hay and straw, ".repeat(200_000);

it("43: finds a word anywhere in a long text, across the borders of its pieces too", async () => {
  const words = [word("needle in it", "contains"), word("n[e]{2}dle", "regex")];
  for (const at of [0, 1_000, 262_140, 262_144, 262_150, 524_285, LONG.length]) {
    const text = `${LONG.slice(0, at)}Needle in it${LONG.slice(at)}`;
    for (const each of words)
      await expect(screen(text, each)).rejects.toMatchObject({ code: "sensitive_word" });
  }
  await expect(screen(LONG, ...words)).resolves.toBeUndefined();
});

it("43: gives others their turn while it reads a long text", async () => {
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns++;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await screen(LONG.repeat(4), word("impossible[0-9]{40}", "regex"));
  isDone = true;
  expect(turns).toBeGreaterThan(5);
});

it("does not even read the body when there is nothing to look for", async () => {
  const untouchable = new Proxy({} as never, {
    get() {
      throw new Error("the body was read");
    },
  });
  const deps = { snapshot: { current: { sensitiveWords: null } } } as never;
  await expect(screenContent({ body: untouchable }, deps)).resolves.toBeUndefined();
});
