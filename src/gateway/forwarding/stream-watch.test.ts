import { describe, expect, it } from "vitest";
import { NO_USAGE, totalTokens } from "@/domain/pricing/usage";
import { adapterOf } from "@/protocols/registry";
import { type RecordingRequest, recordAnswer, type ScriptInput } from "../../../dev/fake-upstream";
import { StreamWatch } from "./stream-watch";

const USAGE = {
  inputTokens: 1_234,
  cacheReadTokens: 20_000,
  cacheWrite5mTokens: 300,
  cacheWrite1hTokens: 0,
  outputTokens: 57,
  reasoningTokens: 11,
};

const SCRIPT: ScriptInput = {
  text: "Grüße 🎉 日本語 \u2028 done",
  thinking: "hmm 思考",
  toolCalls: [
    { name: "look", input: { path: "/tmp/ü", nested: { list: [1, '}]"{[', null] } } },
    { name: "act", input: { x: 1 } },
  ],
  usage: USAGE,
};

const DIALECTS = [
  { dialect: "anthropic" },
  { dialect: "openai-chat", body: { stream_options: { include_usage: true } } },
  { dialect: "openai-responses" },
  { dialect: "gemini" },
  { dialect: "gemini", framing: "json-array" },
] as const satisfies readonly RecordingRequest[];

type Case = (typeof DIALECTS)[number] & RecordingRequest;

const nameOf = ({ dialect, framing = "sse" }: Case) => `${dialect} (${framing})`;
const CASES = DIALECTS.map((request) => [nameOf(request), request] as const);

function watchOf({ dialect, framing = "sse" }: Case) {
  return new StreamWatch(adapterOf(dialect), {
    framing: framing === "json-array" ? "json-array" : "sse",
    rewriter: null,
    translated: null,
    promptBytes: 4_000,
  });
}

/** What a watch says after each piece in which something happened. */
function replay(request: Case, pieces: readonly Uint8Array[]) {
  const watch = watchOf(request);
  for (const piece of pieces) expect(watch.feed(piece)).toBe(piece);
  const { events, hasContent, isComplete, errorData } = watch;
  return { events, hasContent, isComplete, errorData, usage: watch.usage() };
}

describe.each(CASES)("a recorded stream of %s", (_name, request) => {
  const { bytes, events, usage } = recordAnswer({ ...request, script: SCRIPT });
  const whole = replay(request, [bytes]);

  it("5: is complete at its terminal marker and not before", () => {
    expect(whole).toMatchObject({ hasContent: true, isComplete: true, errorData: null });
    expect(replay(request, events.slice(0, -1))).toMatchObject({ hasContent: true, isComplete: false });
  });

  it("26: tells the usage that the provider reported, in disjoint buckets", () => {
    expect(whole.usage).toEqual({ usage: { ...NO_USAGE, ...usage }, isEstimated: false });
    expect(totalTokens(whole.usage?.usage ?? NO_USAGE)).toBe(totalTokens({ ...NO_USAGE, ...USAGE }));
  });

  it("26: means the same wherever it is cut in two", () => {
    for (let at = 1; at < bytes.length; at++) {
      expect(replay(request, [bytes.subarray(0, at), bytes.subarray(at)])).toEqual(whole);
    }
  });

  it("26: means the same byte by byte", () => {
    expect(
      replay(
        request,
        [...bytes].map((byte) => Buffer.from([byte])),
      ),
    ).toEqual(whole);
  });

  it("is billed by what was seen where it breaks off, never more certain than it is", () => {
    const broken = recordAnswer({
      ...request,
      script: { ...SCRIPT, text: "word ".repeat(400), truncate: "before-closing" },
    });
    const { usage: seen, isComplete } = replay(request, [broken.bytes]);
    expect(isComplete).toBe(false);
    expect(seen?.isEstimated).toBe(true);
    expect(seen?.usage.outputTokens).toBeGreaterThan(400);
    expect(seen?.usage.outputTokens).toBeLessThan(900);
    expect(totalTokens(seen?.usage ?? NO_USAGE)).toBeGreaterThan(1_000);
  });

  it("that holds an error says so, before and after its content", () => {
    for (const afterEvents of [0, 3]) {
      const failed = recordAnswer({ ...request, script: { ...SCRIPT, errorFrame: { afterEvents } } });
      const seen = replay(request, [failed.bytes]);
      expect(seen.isComplete).toBe(false);
      const { errorMessage } = adapterOf(request.dialect);
      expect(errorMessage(Buffer.from(seen.errorData ?? ""))).toMatch(/overloaded/i);
    }
  });

  it("5: that says nothing is no answer", () => {
    const empty = recordAnswer({
      ...request,
      script: { text: "", toolCalls: [], usage: { outputTokens: 0, reasoningTokens: 0 } },
    });
    expect(replay(request, [empty.bytes])).toMatchObject({ hasContent: false, errorData: null });
  });
});

it("5: Chat Completions are complete at [DONE], not at the finish reason", () => {
  const request = DIALECTS[1];
  const { events } = recordAnswer({ ...request, script: SCRIPT });
  for (const missing of [1, 2]) {
    expect(replay(request, events.slice(0, -missing)).isComplete).toBe(false);
  }
});

it("5: Responses that were cut short are complete, and those that failed are not", () => {
  const request = DIALECTS[2];
  const cut = recordAnswer({ ...request, script: { ...SCRIPT, stopReason: "length" } });
  expect(replay(request, [cut.bytes])).toMatchObject({ isComplete: true, errorData: null });
  expect(cut.bytes.toString()).toContain("event: response.incomplete");
});

it("5: a blocked prompt is Gemini's whole answer", () => {
  const request = DIALECTS[3];
  const data = { promptFeedback: { blockReason: "SAFETY" }, usageMetadata: { promptTokenCount: 9 } };
  const seen = replay(request, [Buffer.from(`data: ${JSON.stringify(data)}\r\n\r\n`)]);
  expect(seen).toMatchObject({ isComplete: true, usage: { usage: { inputTokens: 9 }, isEstimated: false } });
});

it("5: Gemini is complete when all of its candidates are", () => {
  const request = DIALECTS[3];
  const chunk = (...candidates: object[]) =>
    Buffer.from(
      `data: ${JSON.stringify({ candidates, usageMetadata: { candidatesTokenCount: 3 } })}\r\n\r\n`,
    );
  const part = (index: number) => ({ index, content: { parts: [{ text: "a" }] } });
  const begun = [chunk(part(0)), chunk(part(1)), chunk({ ...part(0), finishReason: "STOP" })];
  expect(replay(request, begun).isComplete).toBe(false);
  const ended = [...begun, chunk({ ...part(1), finishReason: "MAX_TOKENS" })];
  expect(replay(request, ended).isComplete).toBe(true);
});

it("reads Chat Completions that report no usage by what was seen, and never as free", () => {
  const request = { dialect: "openai-chat" } as const;
  const { bytes } = recordAnswer({ ...request, script: { text: "word ".repeat(400) } });
  const seen = replay(request as never, [bytes]);
  expect(seen).toMatchObject({ isComplete: true, usage: { isEstimated: true } });
  expect(seen.usage?.usage).toMatchObject({ inputTokens: 1_000, outputTokens: 500 });
});
