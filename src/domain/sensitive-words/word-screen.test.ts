import { describe, expect, it } from "vitest";
import { CreateSensitiveWord } from "./schema";
import type { SensitiveWord } from "./sensitive-word";
import { compileWords } from "./word-screen";

const word = (text: string, matchType: SensitiveWord["matchType"], isEnabled = true): SensitiveWord => ({
  id: 1,
  word: text,
  matchType,
  description: null,
  isEnabled,
  createdAt: new Date(),
  updatedAt: new Date(),
});

const find = (text: string, ...words: SensitiveWord[]) => compileWords(words).screen?.find(text);

describe("compileWords", () => {
  it.each([
    ["contains", "Project X", "about PROJECT x, see below", "about PROJECT x, see below"],
    ["contains", "秘密", "这是秘密文件", "这是秘密文件"],
    ["exact", "Delete everything", "  delete EVERYTHING\n", "delete EVERYTHING"],
    ["regex", "\\b\\d{16}\\b", "card 1234567812345678 of ann", "card 1234567812345678 of ann"],
    ["regex", "^internal", "INTERNAL only", "INTERNAL only"],
  ] as const)("finds %s %s in %s", (matchType, text, given, excerpt) => {
    expect(find(given, word(text, matchType))).toEqual({ word: text, matchType, excerpt });
  });

  it.each([
    ["contains", "Project X", "about project Y"],
    ["exact", "delete", "delete everything"],
    ["regex", "\\b\\d{16}\\b", "12345678123456789"],
  ] as const)("does not find %s %s in %s", (matchType, text, given) => {
    expect(find(given, word(text, matchType))).toBeNull();
  });

  it("looks for texts before whole texts before regular expressions", () => {
    const words = [word("a.*", "regex"), word("abc", "exact"), word("b", "contains")];
    expect(find("abc", ...words)?.matchType).toBe("contains");
    expect(find("abc", ...words.slice(0, 2))?.matchType).toBe("exact");
  });

  it("shows twenty characters around what matched", () => {
    const text = `${"x".repeat(50)}BOMB${"y".repeat(50)}`;
    expect(find(text, word("bomb", "contains"))?.excerpt).toBe(`...${"x".repeat(20)}BOMB${"y".repeat(20)}`);
    expect(find(`İ${text}`, word("bomb", "contains"))?.excerpt).toContain("bomb");
  });

  it("is nothing at all without enabled words, and leaves out what does not compile", () => {
    expect(compileWords([word("x", "contains", false)])).toEqual({ screen: null, problems: [] });
    const { screen, problems } = compileWords([word("(", "regex"), word("ok", "contains")]);
    expect(screen?.find("ok")).not.toBeNull();
    expect(problems).toEqual([{ ruleId: 1, problem: expect.stringContaining("missing") }]);
  });
});

describe("CreateSensitiveWord", () => {
  it.each([{ word: "  " }, { word: "x".repeat(256) }, { word: "(?=x)", matchType: "regex" }])(
    "refuses %j",
    (given) => {
      expect(CreateSensitiveWord.safeParse(given).success).toBe(false);
    },
  );

  it("trims, and means a contained text unless told otherwise", () => {
    expect(CreateSensitiveWord.parse({ word: " x " })).toEqual({
      word: "x",
      matchType: "contains",
      description: null,
      isEnabled: true,
    });
  });
});
