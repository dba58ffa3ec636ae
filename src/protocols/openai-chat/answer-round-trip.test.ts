import { describe, expect, it } from "vitest";
import { SseReader } from "@/lib/sse-reader";
import { seededRandom } from "../../../dev/seeded-random";
import { answerFacts, joinDeltas, randomAnswer, streamOf } from "../../../tests/support/chat-answers";
import type { StreamDecoder } from "../ir/codec";
import type { JsonValue } from "../ir/opaque";
import type { StreamPart } from "../ir/stream-part";
import { TranslationError } from "../ir/translation-error";
import { openAiChatCodec } from "./codec";

const SEEDS = Array.from({ length: 60 }, (_, seed) => seed);

function encodeStream(parts: readonly StreamPart[]): string {
  const encoder = openAiChatCodec.openStreamEncoder(answerFacts());
  const events = parts.flatMap((part) => [...encoder.push(part)]);
  expect(encoder.losses).toEqual([]);
  return events.map(({ data }) => `data: ${data}\n\n`).join("");
}

function decodeBytes(
  chunks: readonly Uint8Array[],
  decoder: StreamDecoder = openAiChatCodec.openStreamDecoder(),
) {
  const parts: StreamPart[] = [];
  const reader = new SseReader((event) => parts.push(...decoder.push(event)));
  for (const chunk of chunks) reader.feed(chunk);
  parts.push(...decoder.finish());
  return joinDeltas(parts);
}

describe("an answer that stays in its protocol", () => {
  it.each(SEEDS)("in one piece, %i", (seed) => {
    const answer = randomAnswer(seed);
    const { value: body, losses } = openAiChatCodec.encodeResponse(answer, answerFacts());
    expect(losses).toEqual([]);
    const { value, losses: lost } = openAiChatCodec.decodeResponse(JSON.parse(JSON.stringify(body)));
    expect(lost).toEqual([]);
    expect({ ...value, id: null, own: null }).toEqual(answer);
  });

  it.each(SEEDS)("as a stream, %i", (seed) => {
    const parts = streamOf(randomAnswer(seed), 3);
    const text = encodeStream(parts);
    const expected = joinDeltas(parts).map((part) => withoutFinishOrder(part));
    const found = decodeBytes([Buffer.from(text)]).map((part) => withoutFinishOrder(part));
    // Finishes are held back to the end, where the order of blocks no longer matters.
    expect(sorted(found)).toEqual(sorted(expected));
    expect(found.at(0)?.kind).toBe("start");
    expect(found.at(-1)?.kind).toBe("end");
  });

  it("as a stream split at every byte", () => {
    const bytes = Buffer.from(encodeStream(streamOf(randomAnswer(4), 40)));
    const whole = decodeBytes([bytes]);
    for (let at = 1; at < bytes.length; at++) {
      expect(decodeBytes([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(whole);
    }
  });

  it("as a stream that comes byte by byte", () => {
    for (const seed of SEEDS) {
      const bytes = Buffer.from(encodeStream(streamOf(randomAnswer(seed), 5)));
      const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
      expect(decodeBytes(single)).toEqual(decodeBytes([bytes]));
    }
  });
});

function withoutFinishOrder(part: StreamPart): StreamPart {
  return part.kind === "start" ? { ...part, id: null } : part;
}

function sorted(parts: readonly StreamPart[]): readonly string[] {
  return parts.map((part) => JSON.stringify(part)).toSorted();
}

describe("what is no answer", () => {
  it.each([
    ["nothing", null],
    ["a list", []],
    ["no choices", { id: "x", choices: [] }],
    ["an error inside a 200", { error: { message: "overloaded", code: 529 } }],
    ["an error in words", { error: "overloaded" }],
    ["a choice without a message", { choices: [{ index: 0 }] }],
    ["content of another kind", { choices: [{ message: { content: 7 } }] }],
    ["a call without a name", { choices: [{ message: { tool_calls: [{ id: "1", function: {} }] } }] }],
  ] satisfies [string, JsonValue][])("in one piece: %s", (_name, body) => {
    expect(() => openAiChatCodec.decodeResponse(body)).toThrow(TranslationError);
  });

  it.each(["<html>", "[]", '"x"', '{"error":{"message":"boom"}}', '{"choices":7}', "[DONE]"])(
    "as a stream: %s",
    (data) => {
      const decoder = openAiChatCodec.openStreamDecoder();
      expect(() => decoder.push({ event: undefined, id: undefined, data })).toThrow(TranslationError);
    },
  );

  it("names the upstream's reason", () => {
    expect(() => openAiChatCodec.decodeResponse({ error: { message: "overloaded" } })).toThrow("overloaded");
  });

  it("a stream cut off ends what is open, without an end", () => {
    const bytes = Buffer.from(encodeStream(streamOf(randomAnswer(1), 2)));
    for (let length = 0; length < bytes.length - "data: [DONE]\n\n".length; length += 7) {
      const parts = decodeBytes([bytes.subarray(0, length)]);
      const open = new Set<number>();
      for (const part of parts) {
        if (part.kind.endsWith("-start") && "block" in part) open.add(part.block);
        if (part.kind.endsWith("-end") && "block" in part) open.delete(part.block);
      }
      expect(open.size).toBe(0);
      expect(parts.some(({ kind }) => kind === "end")).toBe(false);
    }
  });
});

const JUNK: readonly [JsonValue, ...JsonValue[]] = [
  null,
  7,
  -1,
  1e300,
  "",
  "x",
  true,
  [],
  [null],
  [[]],
  {},
  { a: 1 },
  "data:;base64,",
  { index: -1 },
  [{ index: 1e9 }],
];

/** A copy of a JSON value in which some members are something else, twice there, or gone. */
function mutate(value: JsonValue, random: ReturnType<typeof seededRandom>): JsonValue {
  if (random.chance(0.05)) return random.pick(JUNK);
  if (Array.isArray(value)) {
    const list = value.map((item) => mutate(item, random));
    return random.chance(0.1) ? [...list, ...list] : list;
  }
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(() => !random.chance(0.05));
  return Object.fromEntries(kept.map(([name, member]) => [name, mutate(member, random)]));
}

/** Runs what may only end well or in a typed error, and tells which it was. */
function outcome(run: () => unknown): "fine" | "refused" {
  try {
    run();
    return "fine";
  } catch (error) {
    expect(error).toBeInstanceOf(TranslationError);
    return "refused";
  }
}

describe("input from nowhere ends in parts or in a typed error", () => {
  it("as requests and answers in one piece", () => {
    const outcomes = new Set<string>();
    for (let seed = 0; seed < 1_500; seed++) {
      const random = seededRandom(seed);
      const { value: answer } = openAiChatCodec.encodeResponse(randomAnswer(seed), answerFacts());
      outcomes.add(outcome(() => openAiChatCodec.decodeResponse(mutate(answer, random))));
      const choices = Array.isArray(answer.choices) ? answer.choices : [];
      const said = choices.map(({ message }) => message);
      const body = mutate(
        {
          messages: [{ role: "user", content: "Hi" }, ...said],
          tools: [{ type: "function", function: { name: "f" } }],
          tool_choice: "auto",
          stop: ["a"],
          reasoning: { effort: "low" },
        },
        random,
      );
      outcomes.add(
        outcome(() => {
          const { value } = openAiChatCodec.decodeRequest({ body, wantsStream: false });
          openAiChatCodec.encodeRequest(value, {
            model: "gpt-5",
            wantsStream: true,
            modelMaxOutputTokens: 9,
          });
        }),
      );
    }
    expect(outcomes).toEqual(new Set(["fine", "refused"]));
  });

  it("as streams", () => {
    const outcomes = new Set<string>();
    for (let seed = 0; seed < 600; seed++) {
      const random = seededRandom(seed);
      const events = encodeStream(streamOf(randomAnswer(seed), 4))
        .split("\n\n")
        .map((event) => event.slice("data: ".length));
      const decoder = openAiChatCodec.openStreamDecoder();
      const encoder = openAiChatCodec.openStreamEncoder(answerFacts());
      const send = (parts: readonly StreamPart[]) => {
        for (const part of parts) encoder.push(part);
      };
      const run = () => {
        for (const data of events) {
          const broken = data.startsWith("{") ? JSON.stringify(mutate(JSON.parse(data), random)) : data;
          send(decoder.push({ event: undefined, id: undefined, data: broken }));
        }
      };
      outcomes.add(outcome(run));
      outcomes.add(outcome(() => send(decoder.finish())));
    }
    expect(outcomes).toEqual(new Set(["fine", "refused"]));
  });
});
