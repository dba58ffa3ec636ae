import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { putPrices } from "@/repository/prices";
import { GOLDEN_PRICES, GOLDEN_USAGE, type LedgerUsage } from "../support/golden-usage";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { WIRE_DIALECTS, type WireDialectName } from "../support/wire-answers";

/** What the four dialects' answers cost, through the hub, to the last digit. */

let hub: TestHub;
let caller: TestCaller;

beforeAll(async () => {
  hub = await startTestHub();
  for (const type of ["claude", "openai-compatible", "codex", "gemini"]) {
    await hub.addProvider({
      ...{ name: type, provider_type: type, cost_multiplier: 1.1, translation_enabled: false },
    });
  }
  caller = await hub.addCaller();
  await hub.runtime.database.db.transaction((tx) => putPrices(tx, "manual", GOLDEN_PRICES));
  await vi.waitFor(() => expect(hub.runtime.snapshot.current.prices.has("gpt-golden")).toBe(true));
});
afterAll(() => hub.close());

interface Way {
  readonly path: (stream: boolean) => string;
  readonly body: (stream: boolean, text: string) => object;
}

const WAYS: Readonly<Record<WireDialectName, Way>> = {
  anthropic: {
    path: () => "/v1/messages",
    body: (stream, content) => ({
      ...{ model: "claude-golden", max_tokens: 100, stream, messages: [{ role: "user", content }] },
    }),
  },
  chat: {
    path: () => "/v1/chat/completions",
    body: (stream, content) => ({
      ...{ model: "gpt-golden", stream, messages: [{ role: "user", content }] },
      ...(stream && { stream_options: { include_usage: true } }),
    }),
  },
  responses: {
    path: () => "/v1/responses",
    body: (stream, content) => ({ model: "gpt-golden", stream, input: [{ role: "user", content }] }),
  },
  gemini: {
    path: (stream) =>
      `/v1beta/models/gemini-golden:${stream ? "streamGenerateContent?alt=sse" : "generateContent"}`,
    body: (_stream, text) => ({ contents: [{ role: "user", parts: [{ text }] }] }),
  },
};

/** Every request has 4,000 bytes: what an estimate calls 1,000 tokens. */
const BODY_BYTES = 4_000;

/** Asks while the upstream says just that; returns the request's rows in the ledger. */
async function chargesOf(dialect: WireDialectName, stream: boolean, text: string) {
  const way = WAYS[dialect];
  const contentType = stream ? "text/event-stream" : "application/json";
  hub.upstream.enqueue({ body: { text, contentType } });
  const empty = JSON.stringify(way.body(stream, "")).length;
  const body = way.body(stream, "x".repeat(BODY_BYTES - empty));
  const response = await hub.post(way.path(stream), caller.key, body);
  await response.text();
  await hub.runtime.ledger.flush();
  return hub.database.pool.sql`
    SELECT * FROM usage_ledger WHERE request_id = ${response.headers.get("x-cch-request-id")}`;
}

const NO_TOKENS = {
  ...{ input_tokens: "0", cache_read_tokens: "0", cache_write_5m_tokens: "0", cache_write_1h_tokens: "0" },
  ...{ output_tokens: "0", reasoning_tokens: "0", image_input_tokens: "0", image_output_tokens: "0" },
  ...{ web_searches: "0", service_tier: "standard" },
};

const row = (usage: LedgerUsage) => ({
  ...NO_TOKENS,
  ...Object.fromEntries(Object.entries(usage).map(([column, value]) => [column, String(value)])),
});

describe.each([false, true])("stream: %s", (stream) => {
  it.each(GOLDEN_USAGE)("26: %s of %s", async (_name, dialect, answer, usage, costUsd) => {
    const { whole, stream: events } = WIRE_DIALECTS[dialect];
    const charges = await chargesOf(dialect, stream, stream ? events(answer).join("") : whole(answer));
    expect(charges).toHaveLength(1);
    const expected = { ...row(usage), attempt: 1, cost_usd: costUsd, cost_multiplier: "1.1000" };
    expect(charges[0]).toMatchObject({ ...expected, price_source: "manual", is_estimated: false });
  });
});

describe("an answer that breaks off", () => {
  it.each([
    // The prompt was reported, 40 characters were seen: (1009 × 3 + 10 × 15) / 1e6 × 1.1
    ["anthropic", { input_tokens: 1009, output_tokens: 57 }, 3, { input_tokens: 1009 }, "0.003494700000000"],
    // Nothing was reported, 4,000 bytes were sent: (1000 × 2 + 10 × 8) / 1e6 × 1.1
    ["chat", { prompt_tokens: 1009 }, 1, { input_tokens: 1000 }, "0.002288000000000"],
    ["responses", { input_tokens: 1009 }, 2, { input_tokens: 1000 }, "0.002288000000000"],
    // (1009 × 1.25 + 10 × 10) / 1e6 × 1.1
    ["gemini", { promptTokenCount: 1009 }, 1, { input_tokens: 1009 }, "0.001497375000000"],
  ] as const)(
    "26: of %s is charged by what was seen, and says so",
    async (dialect, usage, events, seen, costUsd) => {
      const begun = WIRE_DIALECTS[dialect].stream({ usage }).slice(0, events);
      const charges = await chargesOf(dialect, true, begun.join(""));
      const expected = { ...row({ ...seen, output_tokens: 10 }), cost_usd: costUsd };
      expect(charges).toMatchObject([{ ...expected, is_estimated: true }]);
    },
  );

  it.each(["anthropic", "chat", "responses", "gemini"] as const)(
    "in one piece of %s was none, and is not charged",
    async (dialect) => {
      const whole = WIRE_DIALECTS[dialect].whole({ usage: { input_tokens: 9, promptTokenCount: 9 } });
      expect(await chargesOf(dialect, false, whole.slice(0, -20))).toEqual([]);
    },
  );
});
