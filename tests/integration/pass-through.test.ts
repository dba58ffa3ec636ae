import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CreateSensitiveWord } from "@/domain/sensitive-words/schema";
import { deleteSensitiveWord, insertSensitiveWord } from "@/repository/sensitive-words";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { type SeenRequest, startOrigin } from "../support/origin";

/** Endpoints the hub knows nothing of: any method, any body, any answer. */

let hub: TestHub;
let caller: TestCaller;
let origin: Awaited<ReturnType<typeof startOrigin>>;

const BINARY = randomBytes(3 * 1024 * 1024);

const ANSWERS: Readonly<Record<string, (response: ServerResponse, seen: SeenRequest) => void>> = {
  "/v1/files/f1/content": (response) => {
    response.writeHead(200, { "content-type": "application/octet-stream", "x-of-the-file": "yes" });
    for (let at = 0; at < BINARY.length; at += 50_001) response.write(BINARY.subarray(at, at + 50_001));
    response.end();
  },
  "/v1/files/broken": (response) => {
    response.writeHead(200, { "content-type": "application/octet-stream" });
    response.write(BINARY.subarray(0, 100_000), () => response.destroy());
  },
  "/v1/audio/transcriptions": (response) =>
    json(response, {
      text: "hello",
      usage: { type: "tokens", input_tokens: 14, output_tokens: 45, total_tokens: 59 },
    }),
  "/v1/completions": (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`data: ${JSON.stringify({ choices: [{ text: "a", finish_reason: "stop" }] })}\n\n`);
    const usage = { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 };
    response.end(`data: ${JSON.stringify({ choices: [], usage })}\n\ndata: [DONE]\n\n`);
  },
  "/v1/embeddings": (response) => {
    // Larger than what is kept of it; its usage stands at the end.
    const data = [{ embedding: Array.from({ length: 300_000 }, (_, n) => n / 7) }];
    json(response, { object: "list", data, usage: { prompt_tokens: 2_000, total_tokens: 2_000 } });
  },
  "/v1/responses/resp_1": (response, { method }) => {
    if (method === "DELETE") response.writeHead(204).end();
    else json(response, { id: "resp_1", object: "response", usage: null });
  },
  "/v1beta/cachedContents?pageSize=2": (response) => json(response, { cachedContents: [] }),
  "/v1internal:loadCodeAssist": (response) => json(response, { currentTier: { id: "free-tier" } }),
  "/v1/coding_plan/search": (response) => json(response, { organic: [] }),
};

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}

beforeAll(async () => {
  hub = await startTestHub();
  origin = await startOrigin((seen, response) => {
    const answer = ANSWERS[seen.url];
    if (answer) answer(response, seen);
    else
      response
        .writeHead(404, { "content-type": "application/json" })
        .end('{"error":{"message":"no such thing"}}');
  });
  for (const type of ["claude", "openai-compatible", "codex", "gemini", "gemini-cli"]) {
    await hub.addProvider({ name: type, provider_type: type, url: origin.url });
  }
  caller = await hub.addCaller();
});
afterAll(async () => {
  await hub.close();
  origin.close();
});

async function rowOf(response: Response): Promise<Record<string, unknown> | undefined> {
  const id = response.headers.get("x-cch-request-id");
  await hub.runtime.ledger.flush();
  const { logs } = await hub.call<{ logs: Record<string, unknown>[] }>("usage-logs/getUsageLogsBatch", {
    limit: 20,
  });
  const rows = logs.filter((log) => log.id === id);
  expect(rows).toHaveLength(1);
  return rows[0];
}

function send(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(hub.url + path, {
    ...init,
    headers: { authorization: `Bearer ${caller.key}`, ...(init.headers as Record<string, string>) },
  });
}

it("51: a multipart body with binary parts reaches the upstream byte for byte, and its usage is charged", async () => {
  const boundary = "----hub-test";
  const body = Buffer.concat([
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="model"\r\n\r\nwhisper\r\n`),
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\n`),
    BINARY.subarray(0, 200_000),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const type = `multipart/form-data; boundary=${boundary}`;
  const response = await send("/v1/audio/transcriptions", {
    method: "POST",
    headers: { "content-type": type },
    body,
  });
  expect(await response.json()).toMatchObject({ text: "hello" });
  const seen = origin.requests.at(-1);
  expect(seen?.body.equals(body)).toBe(true);
  expect(seen?.headers["content-type"]).toBe(type);
  expect(seen?.headers.authorization).toBe("Bearer sk-upstream-secret");
  expect(await rowOf(response)).toMatchObject({
    outcome: "completed",
    providerName: "openai-compatible",
    inputTokens: 14,
    outputTokens: 45,
    unpriced: true,
  });
});

it("51: a large binary answer passes byte for byte", async () => {
  const response = await send("/v1/files/f1/content");
  expect(response.headers.get("x-of-the-file")).toBe("yes");
  expect(Buffer.from(await response.arrayBuffer()).equals(BINARY)).toBe(true);
  expect(origin.requests.at(-1)).toMatchObject({ method: "GET", body: Buffer.alloc(0) });
  expect(origin.requests.at(-1)?.headers).not.toHaveProperty("content-length");
  expect(await rowOf(response)).toMatchObject({ outcome: "completed", costUsd: null, unpriced: false });
});

it("3: an answer that breaks is never reported as a whole one", async () => {
  const response = await send("/v1/files/broken");
  expect(response.status).toBe(200);
  await expect(response.arrayBuffer()).rejects.toThrow();
  expect(await rowOf(response)).toMatchObject({ outcome: "failed", errorCode: "upstream_error" });
});

it("charges the usage of a stream of an endpoint it does not know", async () => {
  const response = await send("/v1/completions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "gpt-4.1", stream: true, prompt: "say" }),
  });
  expect(await response.text()).toContain("[DONE]");
  // (1000 × 2 + 100 × 8) / 1e6
  expect(await rowOf(response)).toMatchObject({
    outcome: "completed",
    costUsd: "0.002800000000000",
    estimated: false,
  });
});

it("charges embeddings by what stands at the end of a large answer", async () => {
  const response = await send("/v1/embeddings", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "gpt-4.1", input: "text" }),
  });
  expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(2 * 1024 * 1024);
  expect(await rowOf(response)).toMatchObject({ inputTokens: 2_000, costUsd: "0.004000000000000" });
});

it.each([
  ["GET", "/v1/responses/resp_1", 200, "codex"],
  ["DELETE", "/v1/responses/resp_1", 204, "codex"],
  ["GET", "/v1beta/cachedContents?pageSize=2", 200, "gemini"],
  ["POST", "/v1internal:loadCodeAssist", 200, "gemini-cli"],
  ["POST", "/v1/coding_plan/search", 200, "claude"],
])("%s %s goes to a provider of its dialect", async (method, path, status, providerName) => {
  const response = await send(path, { method });
  expect(response.status).toBe(status);
  await response.arrayBuffer();
  expect(origin.requests.at(-1)).toMatchObject({ method, url: path });
  expect(await rowOf(response)).toMatchObject({
    outcome: "completed",
    providerName,
    endpoint: path.replace(/\?.*/, ""),
    model: null,
  });
});

it("is tried once, and its failures speak against nobody", async () => {
  const before = origin.requests.length;
  for (let n = 0; n < 6; n++) {
    const response = await send("/v1/files/none", { method: "POST", body: "x" });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "upstream_not_found" } });
    expect(await rowOf(response)).toMatchObject({ outcome: "failed", retryCount: 0 });
  }
  expect(origin.requests.length - before).toBe(6);
});

describe("guards hold for every path", () => {
  it("sensitive words in a JSON body", async () => {
    const { db } = hub.runtime.database;
    const { id } = await insertSensitiveWord(
      db,
      CreateSensitiveWord.parse({ word: "xyzzy", matchType: "contains" }),
    );
    await hub.runtime.snapshot.refresh("sensitiveWords");
    const response = await send("/v1/coding_plan/search", { method: "POST", body: '{"q":"the Xyzzy"}' });
    expect(response.status).toBe(400);
    expect(await rowOf(response)).toMatchObject({ outcome: "refused", errorCode: "sensitive_word" });
    await deleteSensitiveWord(db, id);
    await hub.runtime.snapshot.refresh("sensitiveWords");
  });

  it("models, also where a request names none", async () => {
    const limited = await hub.addCaller({ name: "limited", allowedModels: ["gpt-4.1"] });
    const headers = { authorization: `Bearer ${limited.key}` };
    const refused = await send("/v1/files/f1/content", { headers });
    expect(refused.status).toBe(403);
    expect(await rowOf(refused)).toMatchObject({ errorCode: "model_not_allowed" });
    const body = JSON.stringify({ model: "gpt-4.1", prompt: "say" });
    expect((await send("/v1/completions", { method: "POST", headers, body })).status).toBe(200);
  });

  it("credentials", async () => {
    const response = await fetch(`${hub.url}/v1/anything/at/all`);
    expect(response.status).toBe(401);
    expect(await rowOf(response)).toMatchObject({ outcome: "refused", errorCode: "missing_credentials" });
  });
});
