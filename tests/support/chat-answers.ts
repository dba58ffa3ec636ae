import { seededRandom } from "../../dev/seeded-random";
import { NO_USAGE } from "../../src/domain/pricing/usage";
import type { AnswerFacts } from "../../src/protocols/ir/codec";
import { type Citation, type Part, PLAIN, textPart } from "../../src/protocols/ir/part";
import type { IrRequest } from "../../src/protocols/ir/request";
import type { Candidate, FinishReason, IrResponse } from "../../src/protocols/ir/response";
import type { StreamPart } from "../../src/protocols/ir/stream-part";
import { EMPTY_REQUEST } from "./ir-requests";

const WORDS = [
  "plain ",
  "größer\n",
  "日本語",
  "😀",
  '"quoted"',
  "\\u0000",
  "data: [DONE]\n\n",
  "{}",
] as const;

const REQUEST: IrRequest = {
  ...EMPTY_REQUEST,
  wantsStream: true,
  wantsStreamUsage: true,
  own: { protocol: "openai-chat", fields: {} },
};

/** What an answer is made for: a client that asked for the usage of its stream. */
export function answerFacts(request: Partial<IrRequest> = {}): AnswerFacts {
  return { requestId: "req-1", model: "m", createdAt: 1_700_000_000, request: { ...REQUEST, ...request } };
}

/** An answer as Chat Completions can tell it whole: each candidate's parts in the order of a message's members. */
export function randomAnswer(seed: number): IrResponse {
  const random = seededRandom(seed);
  const words = (atLeast: number) =>
    Array.from({ length: random.between(atLeast, 6) }, () => random.pick(WORDS)).join("");
  const call = (index: number): Part => {
    const isCustom = random.chance(0.3);
    return {
      kind: "tool-call",
      id: `call_${seed}_${index}`,
      name: `tool_${index}`,
      form: isCustom ? "custom" : "function",
      input: isCustom ? words(1) : JSON.stringify({ text: words(0) }),
      opaque: random.chance(0.2) ? { protocol: "openai-chat", value: { extra_content: { a: 1 } } } : null,
      ...PLAIN,
    };
  };
  const details = [{ type: "reasoning.encrypted", data: "b3BhcXVl", id: "rs_1" }];
  const candidate = (index: number): Candidate => {
    const opaque = random.chance(0.3) ? { protocol: "openai-chat" as const, value: details } : null;
    const reasoning: Part = { kind: "reasoning", text: words(1), opaque, isRedacted: false, ...PLAIN };
    const parts: Part[] = random.chance(0.5) ? [reasoning] : [];
    if (random.chance(0.8))
      parts.push({ ...textPart(words(1)), citations: random.chance(0.3) ? [CITATION] : [] });
    const calls = random.chance(0.5) ? random.between(1, 3) : 0;
    const refusal: Part = { kind: "refusal", text: words(1), ...PLAIN };
    if (calls === 0 && random.chance(0.2)) parts.push(refusal);
    for (let ordinal = 0; ordinal < calls; ordinal++) parts.push(call(index * 10 + ordinal));
    return { index, parts, finish: finishOf(parts, random.pick(["stop", "length", "content-filter"])) };
  };
  const outputTokens = random.between(1, 99);
  return {
    id: null,
    model: "m",
    candidates: Array.from({ length: random.between(1, 2) }, (_, index) => candidate(index)),
    usage: random.chance(0.8)
      ? {
          ...NO_USAGE,
          inputTokens: random.between(0, 99),
          cacheReadTokens: random.between(0, 9),
          outputTokens,
          reasoningTokens: random.between(0, outputTokens),
        }
      : null,
    own: null,
  };
}

const CITATION: Citation = {
  url: "https://a.example/",
  title: "A",
  citedText: null,
  range: { start: 0, end: 1 },
  own: { protocol: "openai-chat", fields: {} },
};

const RAW: Partial<Record<FinishReason, string>> = { length: "length", "content-filter": "content_filter" };

function finishOf(parts: readonly Part[], other: "stop" | "length" | "content-filter"): Candidate["finish"] {
  if (parts.some((part) => part.kind === "tool-call")) {
    return { unified: "tool-calls", raw: "tool_calls", stopSequence: null };
  }
  const isRefused = other === "stop" && parts.some((part) => part.kind === "refusal");
  return { unified: isRefused ? "refusal" : other, raw: RAW[other] ?? "stop", stopSequence: null };
}

/** The answer as a stream brings it: candidates one after the other, calls in interleaved pieces of `pieceLength`. */
export function streamOf(answer: IrResponse, pieceLength: number): readonly StreamPart[] {
  let blocks = 0;
  const parts = answer.candidates.flatMap(({ index, parts: whole, finish }): StreamPart[] => {
    const calls = whole.filter((part) => part.kind === "tool-call").map((part) => ({ part, block: -1 }));
    const prose = whole.flatMap((part) => proseParts(part, () => blocks++, index, pieceLength));
    const starts = calls.map((call): StreamPart => {
      call.block = blocks++;
      const { id, name, form, opaque } = call.part;
      return { kind: "tool-input-start", block: call.block, candidate: index, id, name, form, opaque };
    });
    const pieces = calls.flatMap(({ part, block }) =>
      piecesOf(part.input, pieceLength).map((text, at) => ({
        at,
        part: { kind: "tool-input-delta" as const, block, text },
      })),
    );
    const interleaved = pieces.toSorted((one, other) => one.at - other.at).map(({ part }) => part);
    const ends = calls.map(({ block }): StreamPart => ({ kind: "tool-input-end", block }));
    return [...prose, ...starts, ...interleaved, ...ends, { kind: "finish", candidate: index, finish }];
  });
  return [
    { kind: "start", id: null, model: answer.model, usage: null },
    ...parts,
    { kind: "end", usage: answer.usage },
  ];
}

function proseParts(
  part: Part,
  next: () => number,
  candidate: number,
  length: number,
): readonly StreamPart[] {
  if (part.kind !== "text" && part.kind !== "reasoning" && part.kind !== "refusal") return [];
  const block = next();
  const kind = part.kind;
  const deltas = piecesOf(part.text, length).map(
    (text): StreamPart => ({ kind: `${kind}-delta`, block, text }),
  );
  if (part.kind === "reasoning") {
    const start: StreamPart = { kind: "reasoning-start", block, candidate, isRedacted: false };
    return [start, ...deltas, { kind: "reasoning-end", block, opaque: part.opaque }];
  }
  if (part.kind === "refusal") {
    return [{ kind: "refusal-start", block, candidate }, ...deltas, { kind: "refusal-end", block }];
  }
  const citations = part.citations.map((citation): StreamPart => ({ kind: "citation", block, citation }));
  return [
    { kind: "text-start", block, candidate },
    ...deltas,
    ...citations,
    { kind: "text-end", block, own: null },
  ];
}

function piecesOf(text: string, length: number): readonly string[] {
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, at) =>
    characters.slice(at * length, (at + 1) * length).join(""),
  );
}

/** Puts neighbouring deltas of a block together, so that streams cut in different places compare. */
export function joinDeltas(parts: readonly StreamPart[]): readonly StreamPart[] {
  const joined: StreamPart[] = [];
  const lastOf = new Map<number, number>();
  for (const part of parts) {
    const at = "text" in part ? lastOf.get(part.block) : undefined;
    const last = at === undefined ? undefined : joined[at];
    if (at !== undefined && last && "text" in last && "text" in part) {
      joined[at] = { ...last, text: last.text + part.text };
      continue;
    }
    if ("text" in part) lastOf.set(part.block, joined.length);
    joined.push(part);
  }
  return joined;
}
