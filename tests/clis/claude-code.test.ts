import { afterAll, beforeAll, expect, it } from "vitest";
import { CLAUDE_CODE } from "../support/clis/claude-code";
import { runCli } from "../support/clis/run-cli";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { makeTempDir } from "../support/temp-dir";

/** The real Claude Code CLI against the hub, with a made-up key and no network but loopback. */

let hub: TestHub;
let caller: TestCaller;
const home = makeTempDir("claude-home");

beforeAll(async () => {
  hub = await startTestHub();
  await hub.addProvider({ cost_multiplier: 1.25 });
  caller = await hub.addCaller({ name: "developer" });
});
afterAll(async () => {
  await hub.close();
  home.remove();
});

/** Runs the CLI to its end; what it prints to either side is its output. */
async function claude(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const world = { hubUrl: hub.url, key: caller.key, home: home.path };
  const { code, stdout, stderr } = await runCli(CLAUDE_CODE, world, args);
  return { code, output: stdout + stderr };
}

it("completes a conversation with a tool round trip, and the ledger equals the upstream's own", async () => {
  const prompt = 'use-tool:Bash {"command":"echo hi-from-tool","description":"say hi"}';
  const { code, output } = await claude(...CLAUDE_CODE.args(prompt));
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("hi-from-tool") });

  await hub.runtime.ledger.flush();
  const turns = hub.upstream.requests.filter(
    ({ operation }) => operation === "generate" || operation === undefined,
  );
  expect(turns.length).toBeGreaterThanOrEqual(2);
  const rows = await hub.database.pool.sql`
    SELECT requests.outcome, requests.is_stream, requests.session_id, requests.model, ledger.input_tokens::int AS input,
      ledger.output_tokens::int AS output, ledger.cost_usd::text AS cost
    FROM requests JOIN usage_ledger AS ledger ON ledger.request_id = requests.id ORDER BY requests.created_at`;
  const upstream = hub.upstream.ledger.filter(({ reported }) => reported);
  expect(rows.map(({ input, output }) => ({ input, output }))).toEqual(
    upstream.map(({ usage }) => ({ input: usage.inputTokens, output: usage.outputTokens })),
  );
  for (const row of rows) {
    expect(row).toMatchObject({ outcome: "completed", model: CLAUDE_CODE.model });
    // USD 5 and 25 per million tokens, times 1.25; in units of 1e-9 USD × 1/4 to stay in whole numbers.
    const quarterNanoUsd = (row.input * 5_000 + row.output * 25_000) * 5;
    expect(row.cost).toBe((quarterNanoUsd / 4 / 1e9).toFixed(15));
  }
  const sessions = new Set(rows.map((row) => row.session_id));
  expect([...sessions]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
});

it("keeps the session when it is resumed", async () => {
  const { code } = await claude("-c", "-p", "and once more");
  expect(code).toBe(0);
  await hub.runtime.ledger.flush();
  const sessions = await hub.database.pool
    .sql`SELECT DISTINCT session_id FROM requests WHERE session_id IS NOT NULL`;
  expect(sessions).toHaveLength(1);
  const [last] = await hub.database.pool.sql`SELECT sequence FROM requests ORDER BY created_at DESC LIMIT 1`;
  expect(last?.sequence).toBeGreaterThan(2);
});

it("tells its user in words when the hub refuses the key", async () => {
  await hub.call("users/toggleUserEnabled", { userId: caller.userId, enabled: false });
  const { code, output } = await claude("-p", "hello");
  expect(code).not.toBe(0);
  expect(output).toMatch(/disabled|API key|authenticat/i);
});
