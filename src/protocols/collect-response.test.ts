import { expect, it } from "vitest";
import { NO_USAGE } from "@/domain/pricing/usage";
import { ResponseCollector } from "./collect-response";
import { type Part, PLAIN } from "./ir/part";
import type { IrResponse } from "./ir/response";
import { TranslationError } from "./ir/translation-error";
import { replayResponse } from "./replay-response";

const opaque = { protocol: "anthropic", value: "EqQB" } as const;
const citation = { url: "https://a.example", title: "A", citedText: "a", range: null, own: null };
const finish = { unified: "stop", raw: "end_turn", stopSequence: null } as const;

const PARTS: readonly Part[] = [
  { kind: "reasoning", text: "hm", opaque, isRedacted: false, ...PLAIN },
  { kind: "reasoning", text: "", opaque, isRedacted: true, ...PLAIN },
  { kind: "text", text: "日本語 🙂", citations: [citation], ...PLAIN },
  { kind: "tool-call", id: "c1", name: "look", form: "function", input: '{"a":1}', opaque, ...PLAIN },
  { kind: "tool-call", id: "c2", name: "patch", form: "custom", input: "*** Begin", opaque: null, ...PLAIN },
  { kind: "refusal", text: "no", ...PLAIN },
  { kind: "opaque", what: "server_tool_use", opaque, ...PLAIN },
  {
    ...{ kind: "media", mediaType: "image/png", source: { kind: "base64", data: "AAAA" } },
    ...{ name: null, detail: null, ...PLAIN },
  },
];

const RESPONSE: IrResponse = {
  id: "msg_1",
  model: "m",
  candidates: [
    { index: 0, parts: PARTS, finish },
    { index: 1, parts: PARTS.slice(2, 4), finish },
  ],
  usage: { ...NO_USAGE, inputTokens: 3, outputTokens: 4 },
  own: null,
};

it("an answer told as a stream and put together again is the same", () => {
  const collector = new ResponseCollector();
  for (const part of replayResponse(RESPONSE)) collector.push(part);
  expect(collector.response()).toEqual(RESPONSE);
});

it("a stream without its end is no answer", () => {
  const collector = new ResponseCollector();
  for (const part of replayResponse(RESPONSE).slice(0, -1)) collector.push(part);
  expect(() => collector.response()).toThrow(TranslationError);
});
