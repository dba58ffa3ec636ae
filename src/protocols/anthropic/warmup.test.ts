import { describe, expect, it } from "vitest";
import { outlineJson } from "@/lib/json-outline";
import { inspectAnswer } from "./inspect-answer";
import { AnthropicStreamMonitor } from "./stream-monitor";
import { isWarmup, warmupAnswer } from "./warmup";

const judge = (text: string) => {
  const bytes = Buffer.from(text);
  return isWarmup({ bytes, outline: outlineJson(bytes) });
};
const block = { type: "text", text: " Warmup\n", cache_control: { type: "ephemeral" } };
const request = (messages: unknown) => judge(JSON.stringify({ model: "m", messages }));

describe("isWarmup", () => {
  it("knows Claude Code's warm-up", () => {
    expect(request([{ role: "user", content: [block] }])).toBe(true);
  });

  it.each([
    [[{ role: "assistant", content: [block] }]],
    [[{ role: "user", content: [block, block] }]],
    [[{ role: "user", content: "warmup" }]],
    [[{ role: "user", content: [{ ...block, cache_control: null }] }]],
    [[{ role: "user", content: [{ ...block, text: "warmup please" }] }]],
    [
      [
        { role: "user", content: [block] },
        { role: "user", content: [block] },
      ],
    ],
    [[null]],
    [[]],
    ["warmup"],
  ])("takes %j for none", (messages) => {
    expect(request(messages)).toBe(false);
  });

  it("takes malformed messages for none", () => {
    expect(judge('{"messages":[nonsense]}')).toBe(false);
  });
});

it("answers whole, in either form", () => {
  expect(inspectAnswer(Buffer.from(warmupAnswer("msg_1", "m", false)))).toMatchObject({ kind: "complete" });
  const events = warmupAnswer("msg_1", "m", true).trim().split("\n\n");
  const monitor = new AnthropicStreamMonitor();
  const verdicts = events.map((event) => {
    const [name, data] = event.split("\n");
    return monitor.see({ event: name?.slice(7), data: data?.slice(6) ?? "" } as never);
  });
  expect(verdicts.at(-1)).toBe("terminal");
  expect(monitor.usage()?.usage.outputTokens).toBe(0);
});
