import { describe, expect, it } from "vitest";
import { modelMatches, redirectModel, supportsModel } from "./model-rules";

describe("modelMatches", () => {
  it.each([
    ["claude-opus-4-5", "claude-opus-4-5", true],
    ["claude-opus-4-5", "claude-opus-4-5-20251101", false],
    ["claude-*", "claude-opus-4-5", true],
    ["*-mini", "gpt-5-mini", true],
    ["*", "", true],
    ["gpt-*-mini", "gpt-5.1-mini", true],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*c", "ac", false],
    ["ab*ba", "aba", false],
    ["*bb*bb", "bbb", false],
    ["Claude-*", "claude-opus", false],
  ])("%s names %s: %s", (pattern, model, expected) => {
    expect(modelMatches(pattern, model)).toBe(expected);
  });
});

const plain = { allowedModels: [], modelRedirects: [], joinClaudePool: false } as const;

describe("supportsModel", () => {
  it.each([
    ["claude", {}, "claude-x", true, true],
    ["claude", {}, "gpt-5", true, false],
    ["claude", { allowedModels: ["claude-a"] }, "claude-b", true, false],
    ["claude", { allowedModels: ["glm-*"] }, "glm-4.6", true, true],
    ["claude", { modelRedirects: [["gpt-5", "claude-x"]] }, "gpt-5", true, true],
    ["codex", {}, "gpt-5", false, true],
    ["codex", {}, "o3", false, true],
    ["codex", {}, "mistral-large", true, true],
    ["codex", {}, "mistral-large", false, false],
    ["openai-compatible", {}, "deepseek-chat", true, true],
    ["openai-compatible", {}, "deepseek-chat", false, false],
    ["openai-compatible", { modelRedirects: [["claude-*", "glm-4.6"]] }, "claude-x", false, false],
    [
      "openai-compatible",
      { modelRedirects: [["claude-*", "glm-4.6"]], joinClaudePool: true },
      "claude-x",
      false,
      true,
    ],
    ["gemini", {}, "gemini-3-pro", false, true],
  ] as const)("%s %o serves %s (native: %s): %s", (type, rules, model, native, expected) => {
    expect(supportsModel({ ...plain, type, ...rules }, model, native)).toBe(expected);
  });
});

it("redirectModel takes the first matching rule", () => {
  const provider = {
    modelRedirects: [
      ["claude-opus-*", "big"],
      ["claude-*", "small"],
    ],
  } as const;
  expect(["claude-opus-4", "claude-haiku", "gpt"].map((m) => redirectModel(provider, m))).toEqual([
    "big",
    "small",
    "gpt",
  ]);
});
