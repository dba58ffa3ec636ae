import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Protocol } from "@/domain/protocol";
import { startTestHub, type TestHub } from "../support/hub";
import { PROVIDER_DIALECTS } from "../support/pairs";

/** How many tokens a request has: asked of the provider where it can be asked, else guessed by the hub. */

let hub: TestHub;
const keys = new Map<string, string>();

beforeAll(async () => {
  hub = await startTestHub();
  for (const [protocol, { type, model, declared }] of Object.entries(PROVIDER_DIALECTS)) {
    const models = declared ? { allowed_models: [model] } : {};
    await hub.addProvider({ name: protocol, provider_type: type, group_tag: protocol, ...models });
    keys.set(protocol, (await hub.addCaller({ name: protocol, providerGroup: protocol })).key);
  }
  keys.set("nobody", (await hub.addCaller({ name: "nobody", providerGroup: "nobody" })).key);
});
afterAll(() => hub.close());
beforeEach(() => hub.upstream.reset());

interface Counting {
  readonly path: (model: string) => string;
  readonly body: (model: string, text: string) => object;
  readonly number: (answer: Record<string, number>) => number | undefined;
}

const COUNTING: Readonly<Partial<Record<Protocol, Counting>>> = {
  anthropic: {
    path: () => "/v1/messages/count_tokens",
    body: (model, content) => ({ model, messages: [{ role: "user", content }] }),
    number: ({ input_tokens: count }) => count,
  },
  "openai-responses": {
    path: () => "/v1/responses/input_tokens",
    body: (model, input) => ({ model, input }),
    number: ({ input_tokens: count }) => count,
  },
  gemini: {
    path: (model) => `/v1beta/models/${model}:countTokens`,
    body: (_model, text) => ({ contents: [{ role: "user", parts: [{ text }] }] }),
    number: ({ totalTokens }) => totalTokens,
  },
};

async function count(client: Counting, key: string, model: string, text: string) {
  const response = await fetch(hub.url + client.path(model), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${keys.get(key)}` },
    body: JSON.stringify(client.body(model, text)),
  });
  const answer = await response.text();
  expect(response.status, answer).toBe(200);
  const isEstimated = response.headers.get("x-cch-token-count") === "estimated";
  return { response, number: client.number(JSON.parse(answer)), isEstimated };
}

const CELLS = Object.entries(COUNTING).flatMap(([name, client]) =>
  Object.entries(PROVIDER_DIALECTS).map(([provider, { model }]) => [name, provider, model, client] as const),
);

describe("a question for tokens", () => {
  it.each(CELLS)("of %s × a provider of %s", async (_name, provider, model, client) => {
    hub.upstream.enqueue({ usage: { inputTokens: 77, outputTokens: 0 } });
    const { response, number, isEstimated } = await count(client, provider, model, "hello world");
    const canBeAsked = provider !== "openai-chat";
    expect({ isEstimated, calls: hub.upstream.requests.length }).toEqual({
      ...{ isEstimated: !canBeAsked, calls: canBeAsked ? 1 : 0 },
    });
    if (canBeAsked) {
      expect(number).toBe(77);
      expect(hub.upstream.requests[0]).toMatchObject({ dialect: provider, operation: "count-tokens" });
      expect(hub.upstream.requests[0]?.body.toString()).toContain("hello world");
    } else expect(number).toBe(2 + 4);
    await hub.runtime.ledger.flush();
    const { log } = await hub.call<{ log: object }>("usage-logs/getUsageLogDetails", {
      id: response.headers.get("x-cch-request-id"),
    });
    expect(log).toMatchObject({ outcome: "completed", statusCode: 200, costUsd: null });
  });

  it.each(Object.entries(COUNTING))("of %s is guessed where no provider is", async (_name, client) => {
    const { number, isEstimated } = await count(client, "nobody", "claude-opus-4-5", "hello world");
    expect([number, isEstimated]).toEqual([6, true]);
  });

  it("is guessed where the provider knows no such endpoint", async () => {
    hub.upstream.enqueue({ status: 404 });
    const client = COUNTING.anthropic as Counting;
    const { number, isEstimated } = await count(client, "anthropic", "claude-opus-4-5", "hello world");
    expect([number, isEstimated]).toEqual([6, true]);
  });

  it("is not guessed where the provider failed", async () => {
    hub.upstream.enqueue({ status: 500 });
    const body = { model: "claude-opus-4-5", messages: [{ role: "user", content: "x" }] };
    const response = await hub.post("/v1/messages/count_tokens", keys.get("anthropic") ?? "", body);
    expect(response.status).toBe(502);
  });

  it("counts tools and pictures by what they are likely to take, and a long text without holding others up", async () => {
    const client = COUNTING.anthropic as Counting;
    const long = "many words ".repeat(240_000);
    const others: number[] = [];
    let last = performance.now();
    const timer = setInterval(() => {
      others.push(performance.now() - last);
      last = performance.now();
    }, 5);
    const { number } = await count(client, "nobody", "claude-opus-4-5", long);
    clearInterval(timer);
    expect(number).toBeGreaterThan(479_000);
    expect(number).toBeLessThan(482_000);
    expect(others.length).toBeGreaterThan(2);
    const image = { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } };
    const response = await hub.post("/v1/messages/count_tokens", keys.get("nobody") ?? "", {
      model: "claude-opus-4-5",
      tools: [{ name: "look", description: "Looks", input_schema: { type: "object" } }],
      messages: [{ role: "user", content: [image] }],
    });
    const { input_tokens: tokens } = (await response.json()) as { input_tokens: number };
    expect(tokens).toBeGreaterThan(1_016);
    expect(tokens).toBeLessThan(1_040);
  });
});
