import { describe, expect, it } from "vitest";
import {
  CustomCallRestorer,
  customInputOf,
  customToolAsFunction,
  functionInputOf,
  restoreCustomCalls,
} from "./custom-tools";
import { PLAIN, type ToolCallPart, textPart } from "./part";
import type { StreamPart } from "./stream-part";
import { TranslationError } from "./translation-error";

const NAMES = new Set(["apply_patch"]);

function call(name: string, form: "function" | "custom", input: string): ToolCallPart {
  return { kind: "tool-call", id: "c1", name, form, input, opaque: null, ...PLAIN };
}

const start = (block: number, name: string): StreamPart => ({
  kind: "tool-input-start",
  block,
  candidate: 0,
  id: `c${block}`,
  name,
  form: "function",
  opaque: null,
});

describe("custom tools as functions", () => {
  it("keeps the description and tells the grammar", () => {
    const tool = customToolAsFunction({
      kind: "custom",
      name: "apply_patch",
      description: "Edits files.",
      format: { type: "grammar", syntax: "lark", definition: "start: x" },
      ...PLAIN,
    });
    expect(tool).toMatchObject({ kind: "function", name: "apply_patch" });
    expect(tool.description).toContain("Edits files.");
    expect(tool.description).toContain("start: x");
    expect(tool.parameters).toMatchObject({ required: ["input"] });
  });

  it("says nothing where there is nothing to say", () => {
    const bare = { kind: "custom", name: "x", description: null, format: null, ...PLAIN } as const;
    expect(customToolAsFunction(bare).description).toBeNull();
  });

  it.each(["", "*** Begin Patch\n+é\n", '{"input":"nested"}'])("gives back the free text %j", (input) => {
    expect(customInputOf(functionInputOf(call("apply_patch", "custom", input)))).toBe(input);
  });

  it.each(["no json", "null", "[1]", '{"input":1}', '{"other":"x"}'])("takes %s as it is", (input) => {
    expect(customInputOf(input)).toBe(input);
  });

  it("leaves a function's input alone", () => {
    expect(functionInputOf(call("f", "function", '{"a":1}'))).toBe('{"a":1}');
  });

  it("restores the calls of an answer", () => {
    const parts = [
      textPart("t"),
      call("apply_patch", "function", '{"input":"x"}'),
      call("f", "function", "{}"),
    ];
    expect(restoreCustomCalls(parts, NAMES)).toEqual([
      parts[0],
      call("apply_patch", "custom", "x"),
      parts[2],
    ]);
  });
});

describe("CustomCallRestorer", () => {
  it("restores the calls of a stream, overlapping ones too", () => {
    const restorer = new CustomCallRestorer(NAMES);
    const parts: StreamPart[] = [
      start(0, "apply_patch"),
      start(1, "f"),
      { kind: "tool-input-delta", block: 0, text: '{"inp' },
      { kind: "tool-input-delta", block: 1, text: "{}" },
      { kind: "tool-input-delta", block: 0, text: 'ut":"x\\n"}' },
      { kind: "tool-input-end", block: 0 },
      { kind: "tool-input-end", block: 1 },
    ];
    expect(parts.flatMap((part) => [...restorer.push(part)])).toEqual([
      { ...start(0, "apply_patch"), form: "custom" },
      start(1, "f"),
      { kind: "tool-input-delta", block: 1, text: "{}" },
      { kind: "tool-input-delta", block: 0, text: "x\n" },
      { kind: "tool-input-end", block: 0 },
      { kind: "tool-input-end", block: 1 },
    ]);
  });

  it("holds no more than its bound", () => {
    const restorer = new CustomCallRestorer(NAMES);
    restorer.push(start(0, "apply_patch"));
    const text = "x".repeat(1024 * 1024);
    expect(() => {
      for (let count = 0; count < 5; count++) restorer.push({ kind: "tool-input-delta", block: 0, text });
    }).toThrow(TranslationError);
  });
});
