import { expect, it } from "vitest";
import { defaultContent, demandedToolCalls } from "./default-content";
import { takeTurns } from "./dialects/take-turns";
import { expandFiller, FILLER_MARK, fillerTexts } from "./filler";
import { RequestBody } from "./request-body";
import { findRoute } from "./route";
import { sampleFromSchema } from "./sample-from-schema";
import { splitText } from "./split-text";

it("splits text without breaking characters", () => {
  for (const pieces of [1, 2, 3, 5, 100]) {
    const parts = splitText("a🎉b🎉🎉c", pieces);
    expect(parts.join("")).toBe("a🎉b🎉🎉c");
    expect(parts.length).toBeLessThanOrEqual(pieces);
    for (const part of parts) expect(part.isWellFormed()).toBe(true);
  }
  expect(splitText("", 3)).toEqual([]);
});

it("takes turns among sequences of different length", () => {
  expect([...takeTurns([[1, 2, 3], [], [4]], true)]).toEqual([1, 4, 2, 3]);
  expect([...takeTurns([[1, 2], [3]], false)]).toEqual([1, 2, 3]);
});

it("expands filler to the byte", () => {
  const bytes = 200_000;
  const expanded = Buffer.concat([...expandFiller(Buffer.from(`a${FILLER_MARK}b${FILLER_MARK}`), bytes)]);
  expect(expanded).toHaveLength(2 + 2 * bytes);
  expect(expanded.subarray(1, bytes + 1).toString()).toBe([...fillerTexts(bytes, 4096)].join(""));
});

it("reads the tool calls a user demands", () => {
  expect(demandedToolCalls('do use-tool:a.b {"x":"}\\"{"} and use-tool:c, or use-tool:d {broken')).toEqual([
    { name: "a.b", input: { x: '}"{' } },
    { name: "c", input: {} },
    { name: "d", input: {} },
  ]);
});

it("calls no tool when none is offered, and never twice in a row", () => {
  const prompt = { offersTools: false, lastUserText: "use-tool:a {}", toolResult: null, outputSchema: null };
  expect(defaultContent(prompt).toolCalls).toEqual([]);
  expect(defaultContent({ ...prompt, offersTools: true, toolResult: "r" }).toolCalls).toEqual([]);
  expect(defaultContent({ ...prompt, offersTools: true }).toolCalls).toHaveLength(1);
});

it("samples schemas", () => {
  const schema = {
    type: "object",
    properties: {
      kind: { enum: ["a", "b"] },
      list: { type: "array", minItems: 2, items: { type: ["boolean", "null"] } },
      either: { anyOf: [{ type: "number", minimum: 3 }, { type: "string" }] },
      left: { type: "string" },
    },
    required: ["kind", "list", "either"],
  };
  expect(sampleFromSchema(schema)).toEqual({ kind: "a", list: [true, true], either: 3 });
});

it("finds endpoints under any prefix", () => {
  const find = (line: string, headers = {}) => {
    const [method = "", url = ""] = line.split(" ");
    const route = findRoute(method, url, headers);
    return route && [route.dialect, route.operation, route.model, route.framing].filter(Boolean).join(" ");
  };
  expect(find("POST /v1/messages?beta=true")).toBe("anthropic generate");
  expect(find("POST /a/b/v1/messages/count_tokens")).toBe("anthropic count-tokens");
  expect(find("POST /api/paas/v4/chat/completions")).toBe("openai-chat generate");
  expect(find("POST /v1/responses/compact")).toBe("openai-responses compact");
  expect(find("POST /x/v1beta/models/gemini%2Dpro:generateContent?key=k")).toBe(
    "gemini generate gemini-pro one-piece",
  );
  expect(find("POST /v1beta/models/m:streamGenerateContent?alt=sse")).toBe("gemini generate m sse");
  expect(find("POST /v1beta/models/m:streamGenerateContent")).toBe("gemini generate m json-array");
  expect(find("GET /v1/models")).toBe("openai-chat list-models");
  expect(find("GET /v1/models", { "anthropic-version": "2023-06-01" })).toBe("anthropic list-models");
  expect(find("GET /v1/models", { "x-goog-api-key": "k" })).toBe("gemini list-models");
  expect(find("GET /v1beta/models?pageSize=5")).toBe("gemini list-models");
  expect([find("GET /v1/messages"), find("POST /chat/completions"), find("POST /v1/messagesx")]).toEqual([
    null,
    null,
    null,
  ]);
});

it("reads members of a request without parsing the rest", () => {
  const text = ' {"a" : "x\\\\\\"}]", "b":[1,{"c":"]}"}] ,"d":-1.5e3,"e":{},"f":"Grüße" } ';
  const body = new RequestBody(Buffer.from(text));
  expect(["a", "b", "d", "e", "f", "c"].map((name) => body.get(name))).toEqual([
    'x\\"}]',
    [1, { c: "]}" }],
    -1500,
    {},
    "Grüße",
    undefined,
  ]);
  expect(body.raw("b")?.toString()).toBe('[1,{"c":"]}"}]');
  expect([body.hasObjects("b"), body.hasObjects("d")]).toEqual([true, false]);
  expect(new RequestBody(Buffer.from("{}")).readable).toBe(true);
  for (const broken of ["", "[]", "{", '{"a"}', '{"a":}', '{"a":1,}', '{"a":"x}', '{"a":[}', '{"a":1}}']) {
    expect([broken, new RequestBody(Buffer.from(broken)).readable]).toEqual([broken, false]);
  }
});
