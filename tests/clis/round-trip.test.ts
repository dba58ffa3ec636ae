import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PROTOCOLS, type Protocol } from "@/domain/protocol";
import type { DecisionChain } from "@/domain/request/decision-chain";
import type { DefaultScript } from "../../dev/fake-upstream";
import { dialects } from "../../dev/fake-upstream/dialects/dialects-by-name";
import { CLAUDE_CODE } from "../support/clis/claude-code";
import type { Cli, CliWorld } from "../support/clis/cli";
import { CODEX } from "../support/clis/codex";
import { GEMINI_CLI, routedArgs } from "../support/clis/gemini-cli";
import { runCli } from "../support/clis/run-cli";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { complaintsAbout, signatureIn, viewOf } from "../support/sdks/upstream-view";
import { makeTempDir } from "../support/temp-dir";

/**
 * The three real command-line clients and a provider of each protocol: the model has the client read a file, the
 * client brings what is in it, and the model says its last word. What reaches the upstream is judged by strict schemas of
 * the real APIs.
 */

const CLIS = [CLAUDE_CODE, CODEX, GEMINI_CLI] as const;

/** Of each protocol a provider, and the model that it serves to clients of the others. */
const PROVIDERS: Readonly<Record<Protocol, { readonly type: string; readonly model: string }>> = {
  anthropic: { type: "claude", model: "claude-opus-4-5" },
  "openai-chat": { type: "openai-compatible", model: "gpt-5" },
  "openai-responses": { type: "codex", model: "gpt-5" },
  gemini: { type: "gemini", model: "gemini-2.5-pro" },
};

/** What docs/protocols says is lost of such a conversation; where both speak the same, nothing is. */
const LOSSES: Readonly<Record<string, Partial<Record<Protocol, readonly string[]>>>> = {
  "Claude Code": {
    "openai-chat": ["cache-marker", "context-management", "reasoning-content", "user-id"],
    "openai-responses": ["cache-marker", "context-management", "max-output-tokens", "reasoning-config"],
    gemini: ["cache-marker", "context-management", "reasoning-content", "tool-schema", "user-id"],
  },
  Codex: {
    anthropic: [
      ...["custom-tool", "max-output-tokens", "prompt-cache-key", "reasoning-config", "server-tool"],
      "verbosity",
    ],
    "openai-chat": ["reasoning-content", "server-tool"],
    gemini: ["custom-tool", "prompt-cache-key", "reasoning-content", "server-tool", "verbosity"],
  },
  "Gemini CLI": {
    anthropic: ["max-output-tokens", "top-k"],
    "openai-chat": ["reasoning-config", "reasoning-summary", "top-k", "top-p"],
    "openai-responses": ["reasoning-config", "temperature", "top-k", "top-p"],
  },
};

const PROMPT = "What does note.txt say?";
const FINAL_TEXT = "It says größer, 日本語 🙂 and no more.";

let hub: TestHub;
let home: ReturnType<typeof makeTempDir>;
/** What only somebody who read the file can know. */
let secret: string;

beforeAll(async () => {
  hub = await startTestHub();
  for (const protocol of PROTOCOLS) {
    const { type, model } = PROVIDERS[protocol];
    const foreign = CLIS.filter((cli) => cli.protocol !== protocol);
    await hub.addProvider({
      ...{ name: protocol, provider_type: type, group_tag: protocol, join_claude_pool: true },
      model_redirects: foreign.map((cli) => [cli.model, model]),
    });
  }
});
afterAll(() => hub.close());

beforeEach(() => {
  hub.upstream.reset();
  home = makeTempDir("cli-home");
  secret = randomUUID();
  mkdirSync(join(home.path, "project"));
  writeFileSync(join(home.path, "project", "note.txt"), `${secret}\n`);
});
afterEach(() => home.remove());

/** A model that thinks, has the file read, and then says its last word; without tools it says what suits the question. */
function modelFor({ shell }: Cli): DefaultScript {
  return ({ call }) => {
    const { toolResult, offersTools } = dialects[call.dialect].readPrompt(call.body);
    if (toolResult !== null) return { text: FINAL_TEXT, chunks: 3 };
    if (!offersTools) return {};
    return { thinking: "I have to look.", text: "", toolCalls: [shell("cat note.txt")] };
  };
}

const worldOf = ({ key }: TestCaller): CliWorld => ({ hubUrl: hub.url, key, home: home.path });

interface Row {
  readonly outcome: string;
  readonly session_id: string;
  readonly decision: DecisionChain;
}

async function loggedFor({ keyId }: TestCaller): Promise<readonly Row[]> {
  await hub.runtime.ledger.flush();
  return hub.database.pool.sql<Row[]>`
    SELECT outcome, session_id, decision FROM requests WHERE key_id = ${keyId} ORDER BY created_at`;
}

const lossesOf = ({ decision }: Row) =>
  decision.attempts.flatMap(({ losses }) => losses.map(({ feature }) => feature));

/** The bodies that reached the upstream; all of them would have been taken by the real API of its protocol. */
function receivedBy(provider: Protocol) {
  return hub.upstream.requests.map(({ dialect, body }) => {
    expect(dialect).toBe(provider);
    const json = JSON.parse(body.toString());
    expect(complaintsAbout(provider, json)).toEqual([]);
    return json;
  });
}

const CELLS = CLIS.flatMap((cli) => PROTOCOLS.map((provider) => [cli.name, provider, cli] as const));

describe.each(CELLS)("53: %s × a provider of %s", (name, provider, cli) => {
  it("completes a tool round trip", async () => {
    const caller = await hub.addCaller({ name: randomUUID(), providerGroup: provider });
    hub.upstream.setDefault(modelFor(cli));
    const run = await runCli(cli, worldOf(caller), cli.args(PROMPT));
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining(FINAL_TEXT) });

    const [first, second, ...more] = receivedBy(provider);
    expect(more).toEqual([]);
    expect(viewOf(provider, first).results).toEqual([]);
    const { results, opaque } = viewOf(provider, second);
    expect(results).toEqual([expect.stringContaining(secret)]);
    // What a vendor signs comes back to it, through the client of another; Chat Completions signs nothing.
    const made = signatureIn(hub.upstream.requests[0]?.responseBody.toString() ?? "");
    if (provider !== "openai-chat") expect(opaque).toEqual([made]);

    const rows = await loggedFor(caller);
    expect(rows.map(({ outcome }) => outcome)).toEqual(["completed", "completed"]);
    expect(new Set(rows.map(({ session_id }) => session_id)).size).toBe(1);
    expect(rows[0]?.session_id).toMatch(/^\S{16,}$/);
    expect([...new Set(rows.flatMap(lossesOf))].sort()).toEqual(LOSSES[name]?.[provider] ?? []);
  });
});

it("Gemini CLI has a small model pick the model, and then completes a tool round trip", async () => {
  const caller = await hub.addCaller({ name: randomUUID(), providerGroup: "gemini" });
  hub.upstream.setDefault(modelFor(GEMINI_CLI));
  const run = await runCli(GEMINI_CLI, worldOf(caller), routedArgs(PROMPT));
  expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining(FINAL_TEXT) });

  const [router, first, second, ...more] = receivedBy("gemini");
  expect(more).toEqual([]);
  expect(viewOf("gemini", router)).toMatchObject({ schema: expect.anything(), tools: [] });
  expect(viewOf("gemini", first).results).toEqual([]);
  expect(viewOf("gemini", second).results).toEqual([expect.stringContaining(secret)]);
  const rows = await loggedFor(caller);
  expect(rows.map(({ outcome }) => outcome)).toEqual(["completed", "completed", "completed"]);
  expect(rows[1]?.session_id).toBe(rows[2]?.session_id);
});
