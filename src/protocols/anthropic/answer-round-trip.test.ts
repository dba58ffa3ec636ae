import { describe, expect, it } from "vitest";
import { NO_USAGE, type Usage } from "@/domain/pricing/usage";
import { type Random, seededRandom } from "../../../dev/seeded-random";
import { EMPTY_REQUEST } from "../../../tests/support/ir-requests";
import type { AnswerFacts } from "../ir/codec";
import type { Opaque } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import type { FinishReason, IrResponse } from "../ir/response";
import type { StreamPart } from "../ir/stream-part";
import { anthropicCodec } from "./codec";

const FACTS: AnswerFacts = {
  requestId: "0193",
  model: "claude-x",
  createdAt: 0,
  request: { ...EMPTY_REQUEST, wantsStreamUsage: true },
};

const REASONS = {
  stop: "end_turn",
  "stop-sequence": "stop_sequence",
  length: "max_tokens",
  "context-window": "model_context_window_exceeded",
  pause: "pause_turn",
  refusal: "refusal",
} as const;

const OPAQUES: readonly [Opaque, ...Opaque[]] = [
  { protocol: "anthropic", value: "EqQBCgIYAhIk" },
  { protocol: "gemini", value: "CsQB≠" },
  { protocol: "openai-responses", value: { id: "rs_1", encrypted_content: "gAAA" } },
];

function anyText(random: Random): string {
  return Array.from({ length: random.between(1, 5) }, () =>
    random.pick(["a", " b\n", "é", "😀", '"\\', "\u2028", "{"]),
  ).join("");
}

function anyPart(random: Random, index: number): Part {
  switch (random.between(0, 5)) {
    case 0:
      return {
        kind: "reasoning",
        text: anyText(random),
        opaque: random.pick(OPAQUES),
        isRedacted: false,
        ...PLAIN,
      };
    case 1:
      return { kind: "reasoning", text: "", opaque: random.pick(OPAQUES), isRedacted: false, ...PLAIN };
    case 2: {
      const data = { type: "redacted_thinking", data: anyText(random) };
      const opaque: Opaque = random.chance(0.5)
        ? { protocol: "anthropic", value: data }
        : { protocol: "openai-chat", value: anyText(random) };
      return { kind: "reasoning", text: "", opaque, isRedacted: true, ...PLAIN };
    }
    case 3: {
      const input = JSON.stringify(random.chance(0.2) ? {} : { text: anyText(random), n: [1, null] });
      return {
        kind: "tool-call",
        id: `call_${index}`,
        name: "f",
        form: "function",
        input,
        opaque: null,
        ...PLAIN,
      };
    }
    case 4: {
      const value = {
        type: "web_search_tool_result",
        tool_use_id: "s",
        content: [{ title: anyText(random) }],
      };
      return { kind: "opaque", what: value.type, opaque: { protocol: "anthropic", value }, ...PLAIN };
    }
    default:
      return random.chance(0.3) ? citedText(random) : textPart(anyText(random));
  }
}

function citedText(random: Random): Part {
  const fields = { type: "web_search_result_location", url: "https://x.test", title: "X", cited_text: "c" };
  const own = { protocol: "anthropic", fields } as const;
  const citation = { url: fields.url, title: "X", citedText: "c", range: null, own };
  return { ...textPart(anyText(random)), citations: [citation] };
}

function anyUsage(random: Random): Usage {
  const count = () => random.between(0, 5_000);
  return {
    ...NO_USAGE,
    inputTokens: count(),
    cacheReadTokens: count(),
    cacheWrite5mTokens: count(),
    cacheWrite1hTokens: count(),
    outputTokens: 9_000 + count(),
    reasoningTokens: count(),
    webSearches: random.between(0, 3),
    serviceTier: random.pick(["standard", "priority"]),
  };
}

function anyResponse(random: Random): IrResponse {
  const parts = Array.from({ length: random.between(0, 6) }, (_, index) => anyPart(random, index));
  const hasCalls = parts.some(({ kind }) => kind === "tool-call");
  const reasons = Object.keys(REASONS) as (keyof typeof REASONS)[];
  const reason = random.pick(reasons as [keyof typeof REASONS, ...(keyof typeof REASONS)[]]);
  const unified: FinishReason = hasCalls && reason === "stop" ? "tool-calls" : reason;
  const raw = unified === "tool-calls" ? "tool_use" : REASONS[reason];
  const finish = { unified, raw, stopSequence: reason === "stop-sequence" ? "END" : null };
  return {
    id: `msg_${random.between(0, 99)}`,
    model: FACTS.model,
    candidates: [{ index: 0, parts, finish }],
    usage: anyUsage(random),
    own: null,
  };
}

/** The parts of a stream that make up an answer; texts in pieces. */
function partsOf(response: IrResponse, random: Random): StreamPart[] {
  const [candidate] = response.candidates;
  if (!candidate) return [];
  const content = candidate.parts.flatMap((part, block) => streamPartsOf(part, block, random));
  return [
    { kind: "start", id: response.id, model: response.model, usage: response.usage },
    ...content,
    { kind: "finish", candidate: 0, finish: candidate.finish },
    { kind: "end", usage: response.usage },
  ];
}

function streamPartsOf(part: Part, block: number, random: Random): StreamPart[] {
  const at = { block, candidate: 0 } as const;
  const pieces = (text: string) => {
    const cut = random.between(0, text.length);
    return [text.slice(0, cut), text.slice(cut)].filter((piece) => piece !== "");
  };
  switch (part.kind) {
    case "text":
      return [
        { kind: "text-start", ...at },
        ...pieces(part.text).map((text) => ({ kind: "text-delta", block, text }) as const),
        ...part.citations.map((citation) => ({ kind: "citation", block, citation }) as const),
        { kind: "text-end", block, own: null },
      ];
    case "reasoning":
      return [
        { kind: "reasoning-start", ...at, isRedacted: part.isRedacted },
        ...pieces(part.text).map((text) => ({ kind: "reasoning-delta", block, text }) as const),
        { kind: "reasoning-end", block, opaque: part.opaque },
      ];
    case "tool-call":
      return [
        { kind: "tool-input-start", ...at, id: part.id, name: part.name, form: part.form, opaque: null },
        ...pieces(part.input).map((text) => ({ kind: "tool-input-delta", block, text }) as const),
        { kind: "tool-input-end", block },
      ];
    case "opaque":
      return [{ kind: "opaque", ...at, what: part.what, opaque: part.opaque }];
    default:
      return [];
  }
}

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

describe("an answer", () => {
  it("comes back as it was, in one piece", () => {
    for (const seed of SEEDS) {
      const response = anyResponse(seededRandom(5, seed));
      const encoded = anthropicCodec.encodeResponse(response, FACTS);
      const decoded = anthropicCodec.decodeResponse(JSON.parse(JSON.stringify(encoded.value)));
      expect(decoded.value, `seed ${seed}`).toEqual(response);
      expect(encoded.losses).toEqual([]);
    }
  });

  it("comes back as it was, as a stream", () => {
    for (const seed of SEEDS) {
      const random = seededRandom(6, seed);
      const parts = partsOf(anyResponse(random), random);
      const encoder = anthropicCodec.openStreamEncoder(FACTS);
      const decoder = anthropicCodec.openStreamDecoder();
      const back = parts
        .flatMap((part) => encoder.push(part))
        .flatMap(({ event, data }) => decoder.push({ id: undefined, event, data }));
      expect([...back, ...decoder.finish()], `seed ${seed}`).toEqual(parts);
      expect(encoder.losses).toEqual([]);
    }
  });
});
