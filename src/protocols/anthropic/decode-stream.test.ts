import { describe, expect, it } from "vitest";
import { SseReader } from "@/lib/sse-reader";
import { seededRandom } from "../../../dev/seeded-random";
import type { StreamPart } from "../ir/stream-part";
import { TranslationError } from "../ir/translation-error";
import { AnthropicStreamDecoder } from "./decode-stream";

const EVENTS: readonly object[] = [
  {
    type: "message_start",
    message: {
      id: "msg_01",
      type: "message",
      role: "assistant",
      model: "claude-opus-4-5",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 12, cache_read_input_tokens: 7, output_tokens: 1, service_tier: "standard" },
    },
  },
  { type: "ping" },
  { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "", signature: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "Überlegen… 🤔" } },
  { type: "content_block_delta", index: 0, delta: { type: "signature_delta", signature: "EqQB" } },
  { type: "content_block_stop", index: 0 },
  { type: "content_block_start", index: 1, content_block: { type: "redacted_thinking", data: "EmwK" } },
  { type: "content_block_stop", index: 1 },
  {
    type: "content_block_start",
    index: 2,
    content_block: { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: {} },
  },
  { type: "content_block_delta", index: 2, delta: { type: "input_json_delta", partial_json: '{"query":' } },
  { type: "content_block_delta", index: 2, delta: { type: "input_json_delta", partial_json: '"q"}' } },
  { type: "content_block_stop", index: 2 },
  {
    type: "content_block_start",
    index: 3,
    content_block: { type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: [] },
  },
  { type: "content_block_stop", index: 3 },
  { type: "content_block_start", index: 4, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 4, delta: { type: "text_delta", text: "Найдено " } },
  { type: "content_block_delta", index: 4, delta: { type: "text_delta", text: "漢字 & done" } },
  {
    type: "content_block_delta",
    index: 4,
    delta: {
      type: "citations_delta",
      citation: { type: "page_location", cited_text: "c", document_title: "D" },
    },
  },
  { type: "content_block_delta", index: 4, delta: { type: "a_delta_of_tomorrow", more: 1 } },
  { type: "content_block_stop", index: 4 },
  { type: "an_event_of_tomorrow", index: 9 },
  {
    type: "content_block_start",
    index: 5,
    content_block: { type: "tool_use", id: "toolu_1", name: "Bash", input: {} },
  },
  { type: "content_block_delta", index: 5, delta: { type: "input_json_delta", partial_json: "" } },
  {
    type: "content_block_delta",
    index: 5,
    delta: { type: "input_json_delta", partial_json: '{"command":"ls"}' },
  },
  { type: "content_block_stop", index: 5 },
  {
    type: "content_block_start",
    index: 6,
    content_block: { type: "tool_use", id: "toolu_2", name: "Read", input: { path: "/a" } },
  },
  { type: "content_block_stop", index: 6 },
  {
    type: "message_delta",
    delta: { stop_reason: "tool_use", stop_sequence: null },
    usage: { output_tokens: 40, server_tool_use: { web_search_requests: 1 } },
  },
  { type: "message_stop" },
];

const frame = (event: object) =>
  `event: ${(event as { type: string }).type}\ndata: ${JSON.stringify(event)}\n\n`;
const RECORDED = Buffer.from(EVENTS.map(frame).join(""));

function decode(...chunks: Uint8Array[]): StreamPart[] {
  const decoder = new AnthropicStreamDecoder();
  const parts: StreamPart[] = [];
  const reader = new SseReader((event) => parts.push(...decoder.push(event)));
  for (const chunk of chunks) reader.feed(chunk);
  return [...parts, ...decoder.finish()];
}

const usage = {
  cacheReadTokens: 7,
  cacheWrite1hTokens: 0,
  cacheWrite5mTokens: 0,
  imageInputTokens: 0,
  imageOutputTokens: 0,
  inputTokens: 12,
  outputTokens: 1,
  reasoningTokens: 0,
  serviceTier: "standard",
  webSearches: 0,
} as const;

const redacted = { type: "redacted_thinking", data: "EmwK" };
const search = { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "q" } };
const found = { type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: [] };
const citation = { type: "page_location", cited_text: "c", document_title: "D" };

const PARTS: readonly StreamPart[] = [
  { kind: "start", id: "msg_01", model: "claude-opus-4-5", usage },
  { kind: "reasoning-start", block: 0, candidate: 0, isRedacted: false },
  { kind: "reasoning-delta", block: 0, text: "Überlegen… 🤔" },
  { kind: "reasoning-end", block: 0, opaque: { protocol: "anthropic", value: "EqQB" } },
  { kind: "reasoning-start", block: 1, candidate: 0, isRedacted: true },
  { kind: "reasoning-end", block: 1, opaque: { protocol: "anthropic", value: redacted } },
  {
    kind: "opaque",
    block: 2,
    candidate: 0,
    what: search.type,
    opaque: { protocol: "anthropic", value: search },
  },
  {
    kind: "opaque",
    block: 3,
    candidate: 0,
    what: found.type,
    opaque: { protocol: "anthropic", value: found },
  },
  { kind: "text-start", block: 4, candidate: 0 },
  { kind: "text-delta", block: 4, text: "Найдено " },
  { kind: "text-delta", block: 4, text: "漢字 & done" },
  {
    kind: "citation",
    block: 4,
    citation: {
      url: null,
      title: "D",
      citedText: "c",
      range: null,
      own: { protocol: "anthropic", fields: citation },
    },
  },
  { kind: "text-end", block: 4, own: null },
  {
    kind: "tool-input-start",
    block: 5,
    candidate: 0,
    id: "toolu_1",
    name: "Bash",
    form: "function",
    opaque: null,
  },
  { kind: "tool-input-delta", block: 5, text: '{"command":"ls"}' },
  { kind: "tool-input-end", block: 5 },
  {
    kind: "tool-input-start",
    block: 6,
    candidate: 0,
    id: "toolu_2",
    name: "Read",
    form: "function",
    opaque: null,
  },
  { kind: "tool-input-delta", block: 6, text: '{"path":"/a"}' },
  { kind: "tool-input-end", block: 6 },
  { kind: "finish", candidate: 0, finish: { unified: "tool-calls", raw: "tool_use", stopSequence: null } },
  { kind: "end", usage: { ...usage, outputTokens: 40, webSearches: 1 } },
];

describe("AnthropicStreamDecoder", () => {
  it("knows every event of a recorded stream, and passes over those of tomorrow", () => {
    expect(decode(RECORDED)).toEqual(PARTS);
  });

  it("gives the same wherever the stream is cut", () => {
    for (let cut = 1; cut < RECORDED.length; cut++) {
      expect(decode(RECORDED.subarray(0, cut), RECORDED.subarray(cut)), `cut at ${cut}`).toEqual(PARTS);
    }
  });

  it("gives the same byte by byte", () => {
    expect(decode(...[...RECORDED].map((byte) => Uint8Array.of(byte)))).toEqual(PARTS);
  });

  it("ends what is open when the stream breaks off, and does not call it whole", () => {
    for (let cut = 0; cut < RECORDED.length; cut += 7) {
      const parts = decode(RECORDED.subarray(0, cut));
      const started = parts.filter(({ kind }) => kind.endsWith("-start")).length;
      expect(parts.filter(({ kind }) => kind.endsWith("-end")).length).toBe(started);
      expect(parts.some(({ kind }) => kind === "end")).toBe(false);
    }
  });

  it("says nothing more once the message has stopped", () => {
    expect(decode(RECORDED, Buffer.from(frame({ type: "ping" })), RECORDED)).toEqual(PARTS);
  });

  it.each([
    ["no JSON", "data: <html>\n\n"],
    ["a list", "data: []\n\n"],
    [
      "a delta of no block",
      frame({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "" } }),
    ],
    ["a stop of no block", frame({ type: "content_block_stop", index: 0 })],
    ["an end before a start", frame({ type: "message_stop" })],
    ["a second start", frame(EVENTS[0] ?? {}) + frame(EVENTS[0] ?? {})],
    ["an error", frame({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } })],
  ])("refuses %s", (_, text) => {
    expect(() => decode(Buffer.from(text))).toThrow(TranslationError);
  });

  it("ends damaged streams in parts or in a typed error, nothing else", () => {
    let refused = 0;
    for (let seed = 0; seed < 1_500; seed++) {
      try {
        decode(damaged(seed));
      } catch (error) {
        expect(error, `seed ${seed}`).toBeInstanceOf(TranslationError);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(100);
  });
});

/** The recorded stream with values swapped, events dropped or doubled, and bytes changed or cut off. */
function damaged(seed: number): Buffer {
  const random = seededRandom(7, seed);
  const strange = [null, 1, "x", [], {}, true, -1, [null]] as const;
  const events = EVENTS.flatMap((event) => {
    if (random.chance(0.05)) return [];
    if (random.chance(0.05)) return [event, event];
    if (!random.chance(0.1)) return [event];
    const damage = (value: unknown): unknown => {
      if (random.chance(0.2)) return random.pick(strange);
      if (Array.isArray(value)) return value.map(damage);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, damage(member)]));
    };
    return [{ ...event, ...(damage(event) as object) }];
  });
  const bytes = Buffer.from(events.map((event) => frame(event)).join(""));
  if (random.chance(0.3)) bytes[random.between(0, bytes.length - 1)] = random.between(0, 255);
  return random.chance(0.3) ? bytes.subarray(0, random.between(0, bytes.length)) : bytes;
}
