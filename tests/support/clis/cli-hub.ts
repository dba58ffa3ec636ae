import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { PROTOCOLS, type Protocol } from "@/domain/protocol";
import type { DecisionChain } from "@/domain/request/decision-chain";
import type { DefaultScript } from "../../../dev/fake-upstream";
import { startTestHub, type TestHub } from "../hub";
import { complaintsAbout } from "../sdks/upstream-view";
import { makeTempDir } from "../temp-dir";
import { CLAUDE_CODE } from "./claude-code";
import type { Cli } from "./cli";
import { CODEX } from "./codex";
import { GEMINI_CLI } from "./gemini-cli";
import { type CliRun, runCli } from "./run-cli";

export const CLIS = [CLAUDE_CODE, CODEX, GEMINI_CLI] as const;

/** Of each protocol a provider, and the model that it serves to clients of the others. */
const PROVIDERS: Readonly<Record<Protocol, { readonly type: string; readonly model: string }>> = {
  anthropic: { type: "claude", model: "claude-opus-4-5" },
  "openai-chat": { type: "openai-compatible", model: "gpt-5" },
  "openai-responses": { type: "codex", model: "gpt-5" },
  gemini: { type: "gemini", model: "gemini-2.5-pro" },
};

/** What is to happen between a program and a provider. */
export interface Scene {
  readonly cli: Cli;
  readonly provider: Protocol;
  /** What the model says. */
  readonly model: DefaultScript;
  readonly args: readonly string[];
  /** Fills the folder that the program works in. */
  readonly prepare?: (project: string) => void;
}

export interface Row {
  readonly outcome: string;
  readonly session_id: string;
  readonly decision: DecisionChain;
}

/** What became of it. */
export interface Played {
  readonly run: CliRun;
  /** What reached the upstream, in order; the real API of its protocol would have taken each. */
  // biome-ignore lint/suspicious/noExplicitAny: bodies of four protocols, read by their own names
  readonly bodies: readonly any[];
  /** What the hub wrote down of it, in order. */
  readonly rows: readonly Row[];
  /** The texts in the program's folder afterwards, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** A hub with a provider of each protocol, for the real programs to talk to. */
export interface CliHub {
  readonly hub: TestHub;
  readonly play: (scene: Scene) => Promise<Played>;
}

export async function startCliHub(): Promise<CliHub> {
  const hub = await startTestHub();
  for (const protocol of PROTOCOLS) {
    const { type, model } = PROVIDERS[protocol];
    const foreign = CLIS.filter((cli) => cli.protocol !== protocol);
    await hub.addProvider({
      ...{ name: protocol, provider_type: type, group_tag: protocol, join_claude_pool: true },
      model_redirects: foreign.map((cli) => [cli.model, model]),
    });
  }
  return { hub, play: (scene) => play(hub, scene) };
}

async function play(hub: TestHub, { cli, provider, model, args, prepare }: Scene): Promise<Played> {
  const { key, keyId } = await hub.addCaller({ name: randomUUID(), providerGroup: provider });
  hub.upstream.reset();
  hub.upstream.setDefault(model);
  const home = makeTempDir("cli-home");
  try {
    const world = { hubUrl: hub.url, key, home: home.path };
    const run = await runCli(cli, world, args, prepare);
    await hub.runtime.ledger.flush();
    const rows = await hub.database.pool.sql<Row[]>`
      SELECT outcome, session_id, decision FROM requests WHERE key_id = ${keyId} ORDER BY created_at`;
    return { run, bodies: receivedBy(hub, provider), rows, files: filesIn(join(home.path, "project")) };
  } finally {
    home.remove();
  }
}

function receivedBy({ upstream }: TestHub, provider: Protocol) {
  return upstream.requests.map(({ dialect, body }) => {
    expect(dialect).toBe(provider);
    const json = JSON.parse(body.toString());
    expect(complaintsAbout(provider, json)).toEqual([]);
    return json;
  });
}

function filesIn(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ name }) => [name, readFileSync(join(folder, name), "utf8")]));
}
