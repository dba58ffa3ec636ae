import { describe, expect, it } from "vitest";
import { expectOpenAiChat } from "../../../tests/support/strict-requests";
import { PLAIN, textPart } from "../ir/part";
import { assistant, type Case, call, lost, named, result, user } from "./encode-request.fixtures";

const CASES: readonly Case[] = [
  [
    "leaves reasoning out for OpenAI",
    {
      turns: [
        user(textPart("Go")),
        assistant(
          { kind: "reasoning", text: "hm", opaque: null, isRedacted: false, ...PLAIN },
          textPart("Yes"),
        ),
        user(textPart("And?")),
      ],
    },
    {
      messages: [
        { role: "user", content: "Go" },
        { role: "assistant", content: "Yes" },
        { role: "user", content: "And?" },
      ],
      lost: lost("reasoning-content"),
    },
  ],
  [
    "gives reasoning back with the calls it led to",
    {
      turns: [
        user(textPart("Go")),
        assistant({ kind: "reasoning", text: "hm", opaque: null, isRedacted: false, ...PLAIN }, call("a")),
        user(result("a")),
      ],
    },
    {
      messages: expect.arrayContaining([
        expect.objectContaining({ role: "assistant", reasoning_content: "hm" }),
      ]),
    },
    "kimi-k2",
  ],
  [
    "gives OpenRouter its details back, whoever made the model",
    {
      turns: [
        user(textPart("Go")),
        assistant(
          {
            kind: "reasoning",
            text: "hm",
            opaque: { protocol: "openai-chat", value: [{ type: "reasoning.encrypted", data: "x" }] },
            isRedacted: false,
            ...PLAIN,
          },
          textPart("Yes"),
        ),
      ],
    },
    {
      messages: [
        { role: "user", content: "Go" },
        {
          role: "assistant",
          content: "Yes",
          reasoning_content: "hm",
          reasoning_details: [{ type: "reasoning.encrypted", data: "x" }],
        },
      ],
    },
    "openai/gpt-5.2",
  ],
  [
    "gives DeepSeek the member it insists on",
    { turns: [user(textPart("Go")), assistant(call("a")), user(result("a"))] },
    {
      messages: expect.arrayContaining([
        expect.objectContaining({ role: "assistant", reasoning_content: "" }),
      ]),
    },
    "deepseek-v4",
  ],
  [
    "turns a budget into an effort",
    { reasoning: { mode: "on", effort: null, budgetTokens: 31_999, summary: "auto" } },
    {
      rest: { reasoning_effort: "high" },
      lost: [...lost("reasoning-summary"), ...lost("reasoning-config", "approximated")],
    },
    "gpt-5.2",
  ],
  [
    "leaves adaptive thinking to the model",
    { reasoning: { mode: "adaptive", effort: null, budgetTokens: null, summary: null } },
    { rest: {} },
    "gpt-5.2",
  ],
];

describe("a request of another protocol", () => {
  it.each(named(CASES))("$name", expectOpenAiChat);
});
