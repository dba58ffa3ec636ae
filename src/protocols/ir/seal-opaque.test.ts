import { describe, expect, it } from "vitest";
import type { Opaque } from "./opaque";
import { isSeal, openSeal, sealOpaque, UNSIGNED } from "./seal-opaque";

describe("sealOpaque", () => {
  it.each<Opaque>([
    { protocol: "anthropic", value: "EqQBCgIYAhIk" },
    { protocol: "openai-responses", value: { id: "rs_1", encrypted_content: "g≠A" } },
    { protocol: "gemini", value: null },
  ])("gives back what it packed: $protocol", (opaque) => {
    expect(openSeal(sealOpaque(opaque))).toEqual(opaque);
  });

  it.each([
    "",
    "EqQBCgIYAhIk",
    "cch1.",
    "cch1.other.e30",
    "cch1.gemini.",
    "cch1.gemini.!!!",
    "cch1.gemini.e3",
  ])("is not taken for one: %s", (text) => {
    expect(openSeal(text)).toBeNull();
  });

  it("knows what it would not sign for one of its own that opens to nothing", () => {
    expect(isSeal(UNSIGNED)).toBe(true);
    expect(openSeal(UNSIGNED)).toBeNull();
  });
});
