import { Agent, request } from "node:http";
import { expect, it, vi } from "vitest";
import { ask, messagesBody, startForTest } from "./test-support";

it("records requests byte for byte", async () => {
  const upstream = await startForTest();
  const body = Buffer.from('{ "model":"m",  "big": 12345678901234567890, "_odd": "\\u00e9" }');
  const seen = await ask(upstream, {
    path: "/a/b/v1/messages?beta=true",
    body,
    headers: { "X-MiXed": "Yes" },
  });
  const [record] = upstream.requests;
  expect(record).toMatchObject({
    index: 0,
    method: "POST",
    url: "/a/b/v1/messages?beta=true",
    dialect: "anthropic",
    operation: "generate",
    model: "m",
    status: 200,
    connectionId: 1,
    remotePort: expect.any(Number),
  });
  expect(record?.headers).toContainEqual(["X-MiXed", "Yes"]);
  expect(record?.body).toEqual(body);
  expect(record?.responseBody).toEqual(seen.body);
  expect(record?.receivedAt).toBeInstanceOf(Date);
  await vi.waitFor(() => expect(record).toMatchObject({ ended: true, aborted: false }));
});

it("tells connections apart and counts the open ones", async () => {
  const upstream = await startForTest();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const post = () =>
    new Promise<void>((resolve) => {
      const outgoing = request(`${upstream.url}/v1/messages`, { method: "POST", agent }, (response) =>
        response.resume().on("end", resolve),
      );
      outgoing.end(JSON.stringify(messagesBody));
    });
  await post();
  await post();
  await ask(upstream);
  expect(upstream.requests.map(({ connectionId }) => connectionId)).toEqual([1, 1, 2]);
  await vi.waitFor(() => expect(upstream.openSockets).toBe(1));
  agent.destroy();
  await vi.waitFor(() => expect(upstream.openSockets).toBe(0));
});

it("keeps the ledger's totals equal to its lines", async () => {
  const upstream = await startForTest();
  const usage = {
    inputTokens: 5,
    cacheReadTokens: 7,
    cacheWrite1hTokens: 11,
    outputTokens: 13,
    reasoningTokens: 2,
  };
  upstream.setDefault({ usage });
  for (const truncate of [undefined, "before-closing"] as const) {
    await ask(upstream, { script: truncate === undefined ? { usage } : { usage, truncate } });
  }
  await ask(upstream, { path: "/v1/chat/completions", body: { messages: [] } });
  await ask(upstream, { path: "/v1/messages/count_tokens" });
  await ask(upstream, { script: { status: 500 } });
  expect(upstream.state().totals).toEqual({
    entries: 3,
    complete: 2,
    usage: {
      inputTokens: 15,
      cacheReadTokens: 21,
      cacheWrite5mTokens: 11,
      cacheWrite1hTokens: 22,
      outputTokens: 13 + 1 + 13,
      reasoningTokens: 4,
    },
  });
  expect(upstream.ledger.map(({ requestIndex, complete }) => [requestIndex, complete])).toEqual([
    [0, true],
    [1, false],
    [2, true],
  ]);
});

it("estimates usage from the sizes when the script has none", async () => {
  const upstream = await startForTest();
  await ask(upstream, { script: { text: "three little words" } });
  const inputTokens = Math.ceil(JSON.stringify(messagesBody).length / 4);
  expect(upstream.ledger[0]?.usage).toMatchObject({ inputTokens, outputTokens: 3, cacheReadTokens: 0 });
});

it("keeps less in the modes meta and none", async () => {
  const meta = await startForTest({ record: "meta" });
  await ask(meta);
  expect(meta.requests[0]).toMatchObject({ url: "/v1/messages", bodyBytes: expect.any(Number) });
  expect(meta.requests[0]?.body).toHaveLength(0);
  expect(meta.requests[0]?.responseBody).toHaveLength(0);
  expect(meta.requests[0]?.responseBytes).toBeGreaterThan(0);
  const none = await startForTest({ record: "none" });
  await ask(none);
  expect([none.requests.length, none.ledger.length]).toEqual([0, 0]);
  expect(none.state()).toMatchObject({ requests: 1, totals: { entries: 1 } });
});
