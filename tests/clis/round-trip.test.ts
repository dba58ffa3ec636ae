import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROTOCOLS, type Protocol } from "@/domain/protocol";
import type { DefaultScript } from "../../dev/fake-upstream";
import { dialects } from "../../dev/fake-upstream/dialects/dialects-by-name";
import type { Cli } from "../support/clis/cli";
import { CLIS, type CliHub, type Row, startCliHub } from "../support/clis/cli-hub";
import { GEMINI_CLI, routedArgs } from "../support/clis/gemini-cli";
import { signatureIn, viewOf } from "../support/sdks/upstream-view";

/**
 * The three real command-line clients and a provider of each protocol: the model has the client read a file, the
 * client brings what is in it, and the model says its last word. What reaches the upstream is judged by strict schemas of
 * the real APIs.
 */

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

let world: CliHub;
beforeAll(async () => {
  world = await startCliHub();
});
afterAll(() => world.hub.close());

/** A model that thinks, has the file read, and then says its last word; without tools it says what suits the question. */
function modelFor({ shell }: Cli): DefaultScript {
  return ({ call }) => {
    const { toolResult, offersTools } = dialects[call.dialect].readPrompt(call.body);
    if (toolResult !== null) return { text: FINAL_TEXT, chunks: 3 };
    if (!offersTools) return {};
    return { thinking: "I have to look.", text: "", toolCalls: [shell("cat note.txt")] };
  };
}

/** @returns also the secret that only somebody who read the file can know */
async function roundTrip(cli: Cli, provider: Protocol, args = cli.args(PROMPT)) {
  const secret = randomUUID();
  const prepare = (project: string) => writeFileSync(join(project, "note.txt"), `${secret}\n`);
  const played = await world.play({ cli, provider, model: modelFor(cli), args, prepare });
  expect(played.run).toMatchObject({ code: 0, stdout: expect.stringContaining(FINAL_TEXT) });
  return { ...played, secret };
}

const lossesOf = ({ decision }: Row) =>
  decision.attempts.flatMap(({ losses }) => losses.map(({ feature }) => feature));

const CELLS = CLIS.flatMap((cli) => PROTOCOLS.map((provider) => [cli.name, provider, cli] as const));

describe.each(CELLS)("53: %s × a provider of %s", (name, provider, cli) => {
  it("completes a tool round trip", async () => {
    const { bodies, rows, secret } = await roundTrip(cli, provider);
    const [first, second, ...more] = bodies;
    expect(more).toEqual([]);
    expect(viewOf(provider, first).results).toEqual([]);
    const { results, opaque } = viewOf(provider, second);
    expect(results).toEqual([expect.stringContaining(secret)]);
    // What a vendor signs comes back to it, through the client of another; Chat Completions signs nothing.
    const made = signatureIn(world.hub.upstream.requests[0]?.responseBody.toString() ?? "");
    if (provider !== "openai-chat") expect(opaque).toEqual([made]);

    expect(rows.map(({ outcome }) => outcome)).toEqual(["completed", "completed"]);
    expect(rows[0]?.session_id).toMatch(/^\S{16,}$/);
    expect(rows[1]?.session_id).toBe(rows[0]?.session_id);
    expect([...new Set(rows.flatMap(lossesOf))].sort()).toEqual(LOSSES[name]?.[provider] ?? []);
  });
});

it("Gemini CLI has a small model pick the model, and then completes a tool round trip", async () => {
  const { bodies, rows, secret } = await roundTrip(GEMINI_CLI, "gemini", routedArgs(PROMPT));
  const [router, first, second, ...more] = bodies;
  expect(more).toEqual([]);
  expect(viewOf("gemini", router)).toMatchObject({ schema: expect.anything(), tools: [] });
  expect(viewOf("gemini", first).results).toEqual([]);
  expect(viewOf("gemini", second).results).toEqual([expect.stringContaining(secret)]);
  expect(rows.map(({ outcome }) => outcome)).toEqual(["completed", "completed", "completed"]);
  expect(rows[1]?.session_id).toBe(rows[2]?.session_id);
});
