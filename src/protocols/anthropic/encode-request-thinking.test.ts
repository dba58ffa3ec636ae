import { describe, expect, it } from "vitest";
import { encodeAnthropic as encode } from "../../../tests/support/strict-requests";
import type { JsonObject } from "../ir/opaque";
import { textPart } from "../ir/part";
import type { ReasoningConfig } from "../ir/request";
import { ADAPTIVE, BUDGET, tool, toolCall, toolResult, turn } from "./test-support";

describe("thinking", () => {
  const config = (members: Partial<ReasoningConfig>): ReasoningConfig => ({
    mode: "on",
    effort: null,
    budgetTokens: null,
    summary: null,
    ...members,
  });
  const APPROXIMATED = ["reasoning-config approximated"];
  const DROPPED = ["reasoning-config dropped"];

  it.each<[string, Partial<ReasoningConfig>, number, JsonObject, string[]]>([
    [
      BUDGET,
      { effort: "medium" },
      32_000,
      { thinking: { type: "enabled", budget_tokens: 8_192 } },
      APPROXIMATED,
    ],
    [
      BUDGET,
      { effort: "max" },
      10_000,
      { thinking: { type: "enabled", budget_tokens: 8_000 } },
      APPROXIMATED,
    ],
    [
      BUDGET,
      { effort: "minimal" },
      32_000,
      { thinking: { type: "enabled", budget_tokens: 1_024 } },
      APPROXIMATED,
    ],
    [BUDGET, { budgetTokens: 4_000 }, 4_096, { thinking: { type: "enabled", budget_tokens: 4_000 } }, []],
    [
      BUDGET,
      { budgetTokens: 9_000 },
      4_096,
      { thinking: { type: "enabled", budget_tokens: 4_095 } },
      APPROXIMATED,
    ],
    [BUDGET, { effort: "high" }, 1_024, {}, DROPPED],
    [BUDGET, { effort: "none" }, 4_096, { thinking: { type: "disabled" } }, []],
    [
      ADAPTIVE,
      { effort: "high", summary: "auto" },
      4_096,
      { thinking: { type: "adaptive", display: "summarized" }, output_config: { effort: "high" } },
      [],
    ],
    [
      ADAPTIVE,
      { effort: "minimal" },
      4_096,
      { thinking: { type: "adaptive" }, output_config: { effort: "low" } },
      APPROXIMATED,
    ],
    [
      ADAPTIVE,
      { budgetTokens: 9_000 },
      4_096,
      { thinking: { type: "adaptive" }, output_config: { effort: "medium" } },
      APPROXIMATED,
    ],
    [ADAPTIVE, { mode: "off" }, 4_096, { thinking: { type: "disabled" } }, []],
    [
      "claude-opus-4-6",
      { effort: "xhigh" },
      4_096,
      { thinking: { type: "adaptive" }, output_config: { effort: "high" } },
      APPROXIMATED,
    ],
    ["claude-fable-5", { mode: "off" }, 4_096, { output_config: { effort: "low" } }, APPROXIMATED],
    ["claude-3-5-haiku-20241022", { effort: "high" }, 4_096, {}, DROPPED],
    ["claude-3-5-haiku-20241022", { mode: "off" }, 4_096, {}, []],
    [
      "kimi-k2",
      { effort: "medium" },
      32_000,
      { thinking: { type: "enabled", budget_tokens: 8_192 } },
      APPROXIMATED,
    ],
  ])("of %s, %j within %i is %j", (model, reasoning, maxOutputTokens, expected, losses) => {
    const { body, lost } = encode(model, { reasoning: config(reasoning), maxOutputTokens });
    const { thinking, output_config } = body;
    expect({ ...(thinking && { thinking }), ...(output_config && { output_config }) }).toEqual(expected);
    expect(lost).toEqual(losses);
  });

  it("gives way to a tool that must be called", () => {
    const { body, lost } = encode(BUDGET, {
      maxOutputTokens: 4_096,
      reasoning: config({ effort: "high" }),
      tools: [tool("f")],
      toolChoice: { kind: "required" },
    });
    expect(body).not.toHaveProperty("thinking");
    expect(lost).toEqual(DROPPED);
  });

  it("does not begin in the midst of a turn with tools, where budgets are", () => {
    const turns = [
      turn("user", textPart("x")),
      turn("assistant", toolCall("a")),
      turn("user", toolResult("a")),
    ];
    const members = { turns, reasoning: config({ effort: "high" }), maxOutputTokens: 32_000 };
    expect(encode(BUDGET, members).lost).toEqual(DROPPED);
    expect(encode(ADAPTIVE, members).lost).toEqual([]);
  });
});
