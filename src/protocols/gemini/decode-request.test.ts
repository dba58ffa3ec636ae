import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../ir/opaque";
import { sealOpaque } from "../ir/seal-opaque";
import { TranslationError } from "../ir/translation-error";
import { geminiCodec } from "./codec";

function decode(body: JsonValue) {
  return geminiCodec.decodeRequest({ body, wantsStream: false }).value;
}

const user = (...parts: JsonValue[]) => ({ role: "user", parts });
const model = (...parts: JsonValue[]) => ({ role: "model", parts });
const called = (name: string, id?: string) => ({ functionCall: { name, args: {}, ...(id && { id }) } });
const answered = (name: string, response: JsonObject, id?: string) => ({
  functionResponse: { name, response, ...(id && { id }) },
});

describe("calls and results", () => {
  /** The ids of calls, and of the calls that the results are said to be for, with their texts. */
  function links(contents: readonly JsonValue[]) {
    const parts = decode({ contents }).turns.flatMap((turn) => turn.parts);
    const calls = parts.flatMap((part) => (part.kind === "tool-call" ? [part.id] : []));
    const results = parts.flatMap((part) =>
      part.kind === "tool-result"
        ? [[part.callId, part.content.map((one) => (one.kind === "text" ? one.text : "")).join()]]
        : [],
    );
    return { calls, results };
  }

  it("without ids are linked by name and order, and their ids stay as the conversation grows", () => {
    const contents = [
      user({ text: "go" }),
      model(called("read"), called("list"), called("read")),
      user(answered("read", { output: "1" }), answered("read", { output: "3" })),
      { role: "function", parts: [answered("list", { output: "2" })] },
    ];
    const { calls, results } = links(contents);
    expect(new Set(calls).size).toBe(3);
    expect(results).toEqual([
      [calls[0], "1"],
      [calls[2], "3"],
      [calls[1], "2"],
    ]);
    const grown = links([...contents, model(called("read")), user(answered("read", { output: "4" }))]);
    expect(grown.calls.slice(0, 3)).toEqual(calls);
    expect(new Set(grown.calls).size).toBe(4);
  });

  it("with ids are linked by them, also by ids the client made up for the result", () => {
    expect(
      links([
        model(called("f", "a"), called("f", "b"), called("f")),
        user(
          answered("f", { output: "B" }, "b"),
          answered("f", { output: "A" }, "a"),
          answered("f", { output: "C" }, "own"),
        ),
      ]),
    ).toEqual({
      calls: ["a", "b", expect.any(String)],
      results: [
        ["b", "B"],
        ["a", "A"],
        [expect.stringMatching(/^call_gemini_0_2$/), "C"],
      ],
    });
  });

  it("count once where one turn repeats them", () => {
    const contents = [
      model(called("f", "a")),
      user(answered("f", { output: "1" }, "a"), answered("f", { output: "1" }, "a")),
      user(answered("f", { output: "1" }, "a")),
    ];
    expect(links(contents).results).toEqual([["a", "1"]]);
  });

  it.each<[JsonObject, string, boolean]>([
    [{ output: "text" }, "text", false],
    [{ error: "no" }, "no", true],
    [{ result: "text" }, "text", false],
    [{ name: "f", content: "text" }, "text", false],
    [{ name: "f", content: [{ text: "a" }, { text: "b" }] }, "a,b", false],
    [{ output: { rows: 2 } }, '{"rows":2}', false],
    [{ status: "ok", error: "" }, '{"status":"ok","error":""}', false],
    [{}, "{}", false],
  ])("take the form %j", (response, text, isError) => {
    const contents = [user({ text: "x" }), model(called("f", "a")), user(answered("f", response, "a"))];
    expect(links(contents).results).toEqual([["a", text]]);
    const request = decode({ contents });
    expect(request.turns[2]?.parts[0]).toMatchObject({ isError, name: "f" });
    const target = { model: "gemini-2.5-pro", wantsStream: false, modelMaxOutputTokens: null };
    const [, , back] = geminiCodec.encodeRequest(request, target).body.contents as JsonObject[];
    expect(back).toEqual(user(answered("f", response, "a")));
  });
});

describe("signatures", () => {
  it("are Gemini's, another protocol's under seal, or none", () => {
    const anthropic = { protocol: "anthropic", value: "EqQB" } as const;
    const [turn] = decode({
      contents: [
        model(
          { text: "hm", thought: true, thoughtSignature: sealOpaque(anthropic) },
          { ...called("f", "a"), thoughtSignature: "R2Vt" },
          { ...called("f", "b"), thoughtSignature: "skip_thought_signature_validator" },
          { text: "so", thoughtSignature: "VGV4dA==" },
        ),
      ],
    }).turns;
    expect(turn?.parts).toMatchObject([
      { kind: "reasoning", text: "hm", opaque: anthropic },
      { kind: "tool-call", opaque: { protocol: "gemini", value: "R2Vt" } },
      { kind: "tool-call", opaque: null },
      { kind: "reasoning", text: "", opaque: { protocol: "gemini", value: "VGV4dA==" } },
      { kind: "text", text: "so" },
    ]);
  });

  it("go back to Gemini where they stood", () => {
    const contents = [
      user({ text: "x" }),
      model(
        { text: "hm", thought: true, thoughtSignature: "VGg=" },
        { text: "so", thoughtSignature: "VGV4dA==" },
        { ...called("f", "a"), thoughtSignature: "R2Vt" },
      ),
      user(answered("f", { output: "1" }, "a")),
      model({ text: "done" }, { text: "", thoughtSignature: "RW5k" }),
      user({ executableCode: { code: "1", language: "PYTHON" } }, { text: "y" }),
    ];
    const target = { model: "gemini-3-pro", wantsStream: false, modelMaxOutputTokens: null };
    expect(geminiCodec.encodeRequest(decode({ contents }), target).body.contents).toEqual(contents);
  });
});

describe("settings", () => {
  it("that only Gemini knows go back to it as they came", () => {
    const body: JsonObject = {
      contents: [user({ text: "x" })],
      tools: [
        {
          functionDeclarations: [
            { name: "g" },
            {
              name: "f",
              parameters: { type: "OBJECT", properties: { n: { type: "INTEGER", nullable: true } } },
            },
          ],
        },
        { urlContext: {} },
      ],
      toolConfig: {
        functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["f", "g"] },
        retrievalConfig: { languageCode: "de" },
      },
      generationConfig: {
        responseModalities: ["TEXT"],
        mediaResolution: "MEDIA_RESOLUTION_LOW",
        topP: 0.5,
        seed: 3,
        responseMimeType: "text/x.enum",
        responseSchema: { type: "STRING", enum: ["a"] },
      },
      safetySettings: [{ category: "HARM_CATEGORY_HARASSMENT", threshold: "OFF" }],
      cachedContent: "cachedContents/1",
      labels: { team: "a" },
      serviceTier: "flex",
    };
    const request = decode(body);
    expect(request).toMatchObject({
      tools: [
        { name: "g", parameters: null },
        { parameters: { type: "object", properties: { n: { type: ["integer", "null"] } } } },
        { kind: "opaque" },
      ],
      toolChoice: { kind: "allowed", names: ["f", "g"], isRequired: true },
      sampling: { topP: 0.5, seed: 3 },
      serviceTier: "flex",
    });
    const target = { model: "gemini-2.5-pro", wantsStream: false, modelMaxOutputTokens: null };
    expect(geminiCodec.encodeRequest(request, target).body).toEqual(body);
  });

  it.each<[JsonValue, string]>([
    ["text", "the body must be"],
    [{}, "contents"],
    [{ contents: [7] }, "contents[0]"],
    [{ contents: [{ role: "system", parts: [] }] }, "contents[0].role"],
    [{ contents: [{ parts: [null] }] }, "contents[0].parts[0]"],
    [{ contents: [], tools: [1] }, "tools[0]"],
    [{ contents: [], tools: [{ functionDeclarations: [{}] }] }, "tools[0].functionDeclarations[0]"],
  ])("refuses %j", (body, message) => {
    expect(() => decode(body)).toThrow(TranslationError);
    expect(() => decode(body)).toThrow(message);
  });
});
