import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Protocol } from "@/domain/protocol";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { startOrigin } from "../support/origin";
import {
  CLIENT_DIALECTS,
  type ClientDialect,
  converse,
  eventsOf,
  PAIRS,
  PROVIDER_DIALECTS,
} from "../support/pairs";
import { WIRE_DIALECTS } from "../support/wire-answers";

/** Where translation meets odd upstreams, odd requests and the envelope of Code Assist. */

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(() => hub.upstream.reset());

let groups = 0;

/** Providers of a group of their own, and a caller who reaches just them. */
async function alone(...providers: readonly Readonly<Record<string, unknown>>[]): Promise<TestCaller> {
  const group = `group-${++groups}`;
  for (const fields of providers) await hub.addProvider({ group_tag: group, ...fields });
  return hub.addCaller({ name: group, providerGroup: group });
}

const provider = (protocol: Protocol, fields: object = {}) => {
  const { type, model, declared } = PROVIDER_DIALECTS[protocol];
  return { name: protocol, provider_type: type, ...(declared && { allowed_models: [model] }), ...fields };
};

async function attemptsOf({ headers }: Response) {
  await hub.runtime.ledger.flush();
  const details = await hub.call<{
    attempts: { providerName: string; result: string; message: string | null }[];
    log: Record<string, unknown>;
  }>("usage-logs/getUsageLogDetails", { id: headers.get("x-cch-request-id") });
  return details;
}

const WIRES = {
  anthropic: "anthropic",
  "openai-chat": "chat",
  "openai-responses": "responses",
  gemini: "gemini",
} as const;

/** As vendors report ten tokens in and ten out. */
const WIRE_USAGE: Readonly<Record<Protocol, object>> = {
  anthropic: { input_tokens: 10, output_tokens: 10 },
  "openai-chat": { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 },
  "openai-responses": { input_tokens: 10, output_tokens: 10, total_tokens: 20 },
  gemini: { promptTokenCount: 10, candidatesTokenCount: 10, totalTokenCount: 20 },
};

describe.each(PAIRS)("%s", (_name, client, protocol) => {
  const { model } = PROVIDER_DIALECTS[protocol];
  const wire = WIRE_DIALECTS[WIRES[protocol]];
  const answer = { usage: WIRE_USAGE[protocol] };

  it.each([false, true])(
    "53: an upstream that streams the other way round, asked for a stream: %s",
    async (isStream) => {
      const origin = await startOrigin((_seen, response) => {
        const type = isStream ? "application/json" : "text/event-stream";
        response.writeHead(200, { "content-type": type });
        response.end(isStream ? wire.whole(answer) : wire.stream(answer).join(""));
      });
      const caller = await alone(provider(protocol, { url: origin.url }));
      const understood = await converse(hub, caller, client, { model, text: "hi", isStream });
      expect(understood.response.status, understood.body).toBe(200);
      expect(understood).toMatchObject({
        ...{ text: "forty characters, no more and no less...", finish: client.finishes.stop },
        ...{ isWhole: true, usage: { input: 10, output: 10 } },
      });
      expect((await attemptsOf(understood.response)).log).toMatchObject({
        inputTokens: 10,
        outputTokens: 10,
      });
      origin.close();
    },
  );
});

describe("Code Assist", () => {
  const codeAssist = (isStream: boolean) => ({
    path: `/v1internal:${isStream ? "streamGenerateContent?alt=sse" : "generateContent"}`,
    body: {
      model: "claude-opus-4-5",
      project: "p",
      request: { contents: [{ role: "user", parts: [{ text: "hi" }] }] },
    },
  });

  it.each([false, true])(
    "its clients reach a provider of another protocol, streamed: %s",
    async (isStream) => {
      const { key } = await alone(provider("anthropic"));
      hub.upstream.enqueue({ text: "Bonjour", chunks: 2 });
      const { path, body } = codeAssist(isStream);
      const response = await fetch(hub.url + path, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
        body: JSON.stringify(body),
      });
      const events = eventsOf(await response.text(), response);
      const parts = events.flatMap(({ response: inner }) => inner.candidates?.[0]?.content?.parts ?? []);
      expect(parts.map(({ text }) => text).join("")).toBe("Bonjour");
      expect(hub.upstream.requests[0]?.dialect).toBe("anthropic");
    },
  );

  it.each([false, true])(
    "its providers are reached by clients of other protocols, streamed: %s",
    async (isStream) => {
      const caller = await alone({ name: "cli", provider_type: "gemini-cli" });
      hub.upstream.enqueue({ text: "Bonjour", chunks: 2 });
      const wish = { model: "gemini-2.5-flash", text: "hi", isStream };
      const answer = await converse(hub, caller, CLIENT_DIALECTS.anthropic as ClientDialect, wish);
      expect(answer).toMatchObject({ text: "Bonjour", isWhole: true, finish: "end_turn" });
      const [sent] = hub.upstream.requests;
      expect(sent?.url).toContain(
        isStream ? "/v1internal:streamGenerateContent?alt=sse" : "/v1internal:generateContent",
      );
      expect(JSON.parse(sent?.body.toString() ?? "")).toMatchObject({
        model: "gemini-2.5-flash",
        request: { contents: [{ role: "user", parts: [{ text: "hi" }] }] },
      });
    },
  );
});

describe("requests that cannot be translated", () => {
  const responses = CLIENT_DIALECTS["openai-responses"] as ClientDialect;
  const stateful = {
    model: "gpt-5",
    text: "hi",
    isStream: false,
    more: { previous_response_id: "resp_1", store: true },
  };
  const elsewhere = { model_redirects: { "gpt-*": "claude-opus-4-5" } };

  it("end in a 400 of the client's dialect where nobody else is", async () => {
    const caller = await alone(provider("anthropic", elsewhere));
    const answer = await converse(hub, caller, responses, stateful);
    expect(answer.response.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: "untranslatable_request" } });
    expect(hub.upstream.requests).toHaveLength(0);
    const { log, attempts } = await attemptsOf(answer.response);
    expect(log).toMatchObject({ errorCode: "untranslatable_request", statusCode: 400 });
    expect(attempts).toMatchObject([{ result: "untranslatable" }]);
  });

  it("go to the next provider that can take them, and none of their calls is used up", async () => {
    const unfit = [1, 2, 3, 4].map((priority) =>
      provider("anthropic", { ...elsewhere, name: `unfit ${priority}`, priority }),
    );
    const caller = await alone(...unfit, provider("openai-responses", { priority: 9 }));
    hub.upstream.enqueue({ text: "native" });
    const answer = await converse(hub, caller, responses, stateful);
    expect(answer).toMatchObject({ text: "native" });
    const { attempts } = await attemptsOf(answer.response);
    expect(attempts.map(({ result }) => result)).toEqual([...unfit.map(() => "untranslatable"), "completed"]);
  });

  it("are told apart from requests that are wrong in their own dialect", async () => {
    const caller = await alone(provider("openai-chat"));
    const anthropic = CLIENT_DIALECTS.anthropic as ClientDialect;
    const wrong = {
      model: "gpt-4.1",
      text: "x",
      isStream: true,
      more: { messages: [{ role: "user", content: 7 }] },
    };
    const answer = await converse(hub, caller, anthropic, wrong);
    expect(answer.response.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: "error",
      error: {
        type: "invalid_request_error",
        code: "invalid_request",
        message: expect.stringContaining("messages[0]"),
      },
    });
  });

  it("compaction is not translated", async () => {
    const { key } = await alone(provider("anthropic", elsewhere));
    const body = { model: "gpt-5", input: [{ role: "user", content: "hi" }] };
    const response = await hub.post("/v1/responses/compact", key, body);
    expect(response.status).toBe(503);
  });
});

describe("answers that are none", () => {
  const anthropic = CLIENT_DIALECTS.anthropic as ClientDialect;
  const wish = { model: "gpt-4.1", text: "hi", isStream: true };

  it.each([
    ["HTML", { body: "html" as const }],
    ["nothing", { body: "empty" as const }],
    ["an error inside a 200", { errorFrame: {} }],
    [
      "a stream of something else",
      { body: { text: 'data: {"no":1}\n\n', contentType: "text/event-stream" } },
    ],
    [
      "a stream without JSON",
      { body: { text: "data: nope\n\ndata: [DONE]\n\n", contentType: "text/event-stream" } },
    ],
  ])("let another provider answer: %s", async (_name, script) => {
    const caller = await alone(
      provider("openai-chat"),
      provider("openai-chat", { name: "second", priority: 1 }),
    );
    hub.upstream.enqueue(script, { text: "saved" });
    const answer = await converse(hub, caller, anthropic, wish);
    expect(answer).toMatchObject({ text: "saved", isWhole: true });
    const { attempts } = await attemptsOf(answer.response);
    expect(attempts).toMatchObject([
      { result: "invalid_answer" },
      { providerName: "second", result: "completed" },
    ]);
  });

  it("2: are the same however the upstream's bytes are cut", async () => {
    const caller = await alone(provider("openai-chat"));
    const toolCalls = [{ name: "look", input: { path: "/tmp/ü" } }];
    const bodies: string[] = [];
    for (const chunkBytes of [1, 2, 3, 7, 64, 65_536]) {
      hub.upstream.enqueue({ text: "日本語 🙂 é done", thinking: "思考", toolCalls, chunkBytes });
      const answer = await converse(hub, caller, anthropic, { ...wish, hasTool: true });
      expect(answer.text).toBe("日本語 🙂 é done");
      bodies.push(answer.body.replaceAll(/"(?:id|model)":"[^"]*"/g, ""));
    }
    expect(new Set(bodies).size).toBe(1);
  });

  it("42: shows the upstream the provider's credential and nothing of the client's headers", async () => {
    const caller = await alone(provider("openai-chat"));
    await fetch(`${hub.url}/v1/messages`, {
      method: "POST",
      headers: {
        ...{
          "content-type": "application/json",
          "x-api-key": caller.key,
          "anthropic-beta": "context-1m-2025-08-07",
        },
        ...{ "anthropic-version": "2023-06-01", "user-agent": `claude-cli/2 ${caller.key}`, cookie: "a=b" },
      },
      body: JSON.stringify(anthropic.body(wish)),
    }).then((response) => response.text());
    const headers = JSON.stringify(hub.upstream.requests[0]?.headers).toLowerCase();
    expect(headers).toContain("bearer sk-upstream-secret");
    for (const gone of [caller.key.toLowerCase(), "anthropic", "cookie"]) expect(headers).not.toContain(gone);
  });
});

it("7: what is translated is paid for, and given back", async () => {
  const caller = await alone(provider("openai-chat"));
  const before = hub.runtime.budget.held;
  const text = "x".repeat(1024 * 1024);
  hub.upstream.enqueue({ text: "slow", chunks: 4, delays: { betweenChunksMs: 50 } });
  const wish = { model: "gpt-4.1", text, isStream: true };
  const asking = converse(hub, caller, CLIENT_DIALECTS.anthropic as ClientDialect, wish);
  await expect.poll(() => hub.runtime.budget.held - before, { interval: 2 }).toBeGreaterThan(3 * text.length);
  await asking;
  await expect.poll(() => hub.runtime.budget.held).toBe(before);
});
