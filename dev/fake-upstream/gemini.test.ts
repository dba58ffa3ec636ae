import { expect, it } from "vitest";
import { ask, sseEvents, startForTest } from "./test-support";

const MODEL = "/v1beta/models/gemini-2.5-flash";
const BODY = { contents: [{ role: "user", parts: [{ text: "hi" }] }] };
const SCRIPT = {
  thinking: "so, well",
  text: "Grüße 🎉 all",
  toolCalls: [
    { name: "sum", input: { a: 1 } },
    { name: "list", input: {}, id: "own" },
  ],
  usage: { inputTokens: 10, cacheReadTokens: 4, outputTokens: 9, reasoningTokens: 3 },
};

type Part = { text?: string; thought?: boolean; functionCall?: unknown; thoughtSignature?: string };
type Chunk = {
  candidates: { content: { parts: Part[] }; finishReason?: string }[];
  usageMetadata: Record<string, unknown>;
};

/** Puts chunks together the way a client does. */
function read(chunks: Chunk[]) {
  const parts = chunks.flatMap(({ candidates }) => candidates.flatMap(({ content }) => content.parts));
  const join = (thought: boolean) =>
    parts
      .filter((part) => (part.thought ?? false) === thought)
      .map(({ text }) => text ?? "")
      .join("");
  return {
    text: join(false),
    thoughts: join(true),
    calls: parts.flatMap(({ functionCall }) => (functionCall === undefined ? [] : [functionCall])),
    signed: parts.filter(({ thoughtSignature }) => thoughtSignature !== undefined).length,
    finish: chunks.map(({ candidates }) => candidates[0]?.finishReason ?? null),
    usage: chunks.at(-1)?.usageMetadata,
  };
}

const WHOLE = {
  text: SCRIPT.text,
  thoughts: SCRIPT.thinking,
  calls: [
    { name: "sum", args: { a: 1 } },
    { id: "own", name: "list", args: {} },
  ],
  signed: 1,
  usage: {
    promptTokenCount: 14,
    cachedContentTokenCount: 4,
    candidatesTokenCount: 6,
    thoughtsTokenCount: 3,
    totalTokenCount: 23,
  },
};

it("answers generateContent in one piece", async () => {
  const upstream = await startForTest();
  const seen = await ask(upstream, { path: `${MODEL}:generateContent`, body: BODY, script: SCRIPT });
  const answer = JSON.parse(seen.text);
  expect(read([answer])).toMatchObject({ ...WHOLE, finish: ["STOP"] });
  expect(answer.modelVersion).toBe("gemini-2.5-flash");
  expect(upstream.ledger).toMatchObject([{ model: "gemini-2.5-flash", usage: SCRIPT.usage, complete: true }]);
});

it("streams server-sent events with CRLF under alt=sse", async () => {
  const upstream = await startForTest();
  const path = `${MODEL}:streamGenerateContent?alt=sse`;
  const seen = await ask(upstream, { path, body: BODY, script: SCRIPT });
  expect(seen.headers["content-type"]).toBe("text/event-stream");
  expect(seen.text).toMatch(/\r\n\r\n$/);
  const chunks: Chunk[] = sseEvents(seen.text).map(({ data }) => JSON.parse(data));
  expect(read(chunks)).toMatchObject(WHOLE);
  const finish = read(chunks).finish;
  expect(finish.at(-1)).toBe("STOP");
  expect(finish.slice(0, -1).every((reason) => reason === null)).toBe(true);
});

it("streams one growing JSON array without alt=sse", async () => {
  const upstream = await startForTest();
  const path = `${MODEL}:streamGenerateContent`;
  const seen = await ask(upstream, { path, body: BODY, script: SCRIPT });
  expect(seen.headers["content-type"]).toContain("application/json");
  expect(read(JSON.parse(seen.text))).toMatchObject(WHOLE);
  const failed = await ask(upstream, {
    path,
    body: BODY,
    script: { errorFrame: { afterEvents: 1, status: 503 } },
  });
  expect(JSON.parse(failed.text)[1]).toMatchObject({ error: { code: 503, status: "UNAVAILABLE" } });
});

it("counts cache writes, which Gemini cannot express, as input", async () => {
  const upstream = await startForTest();
  const script = { usage: { inputTokens: 1, cacheReadTokens: 2, cacheWrite5mTokens: 3, outputTokens: 4 } };
  await ask(upstream, { path: `${MODEL}:generateContent`, body: BODY, script });
  expect(upstream.ledger[0]?.usage).toMatchObject({
    inputTokens: 4,
    cacheReadTokens: 2,
    cacheWrite5mTokens: 0,
  });
});

it("finishes a tool round trip without a script, with calls that have no id", async () => {
  const upstream = await startForTest();
  const path = `${MODEL}:generateContent`;
  const tools = [{ functionDeclarations: [{ name: "run" }] }];
  const user = { role: "user", parts: [{ text: 'use-tool:run {"command":"ls {}"}' }] };
  const first = JSON.parse((await ask(upstream, { path, body: { tools, contents: [user] } })).text);
  const { content } = first.candidates[0];
  expect(content.parts).toEqual([{ functionCall: { name: "run", args: { command: "ls {}" } } }]);
  const result = {
    role: "user",
    parts: [{ functionResponse: { name: "run", response: { output: "file.txt" } } }],
  };
  const second = JSON.parse(
    (await ask(upstream, { path, body: { tools, contents: [user, content, result] } })).text,
  );
  expect(second.candidates[0].content.parts).toEqual([{ text: "The tool answered: file.txt" }]);
});

it("answers a demanded schema, as Gemini CLI's router call needs", async () => {
  const upstream = await startForTest();
  const responseJsonSchema = {
    type: "OBJECT",
    properties: { reason: { type: "STRING" }, score: { type: "INTEGER" } },
    required: ["reason", "score"],
  };
  const body = { ...BODY, generationConfig: { responseMimeType: "application/json", responseJsonSchema } };
  const answer = JSON.parse((await ask(upstream, { path: `${MODEL}:generateContent`, body })).text);
  expect(JSON.parse(answer.candidates[0].content.parts[0].text)).toEqual({ reason: "sample", score: 1 });
});

it("counts tokens, lists models and sends Google errors", async () => {
  const upstream = await startForTest();
  const script = { usage: { inputTokens: 5 } };
  const counted = await ask(upstream, { path: `${MODEL}:countTokens`, body: BODY, script });
  expect(JSON.parse(counted.text)).toMatchObject({ totalTokens: 5 });
  const models = await ask(upstream, { path: "/v1beta/models", method: "GET" });
  expect(JSON.parse(models.text).models[0].name).toMatch(/^models\/gemini-/);
  const failed = await ask(upstream, {
    path: `${MODEL}:generateContent`,
    body: BODY,
    script: { status: 429 },
  });
  expect(JSON.parse(failed.text).error).toMatchObject({ code: 429, status: "RESOURCE_EXHAUSTED" });
});

it("speaks Code Assist: a model in the body, an envelope around request and answer", async () => {
  const upstream = await startForTest();
  const body = { model: "gemini-2.5-pro", project: "p", request: BODY };
  const whole = await ask(upstream, { path: "/v1internal:generateContent", body, script: SCRIPT });
  expect(read([JSON.parse(whole.text).response])).toMatchObject({ ...WHOLE, finish: ["STOP"] });
  const path = "/v1internal:streamGenerateContent?alt=sse";
  const stream = await ask(upstream, { path, body, script: SCRIPT });
  const chunks = sseEvents(stream.text).map(({ data }) => JSON.parse(data).response);
  expect(read(chunks)).toMatchObject({ ...WHOLE, usage: WHOLE.usage });
  expect(upstream.requests.map(({ model }) => model)).toEqual(["gemini-2.5-pro", "gemini-2.5-pro"]);
  const bare = await ask(upstream, { path: "/v1internal:generateContent", body: BODY });
  expect(bare.status).toBe(400);
});
