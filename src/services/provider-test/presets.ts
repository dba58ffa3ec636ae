import "server-only";
import type { Protocol } from "@/domain/protocol";
import { PROVIDER_TYPE_FACTS, type ProviderType } from "@/domain/provider/provider-type";
import { type Probe, probeFor } from "./probes";

/** The public names of the presets. */
export const TEST_PRESET_IDS = ["cc_base", "cc_sonnet", "public_cc_base", "cx_base"] as const;
export type TestPresetId = (typeof TEST_PRESET_IDS)[number];

/** A test request made up beforehand, for upstreams that serve one kind of client. */
export interface TestPreset {
  readonly id: TestPresetId;
  readonly description: string;
  readonly providerTypes: readonly ProviderType[];
  readonly defaultModel: Readonly<Partial<Record<Protocol, string>>>;
  /** What a good answer contains. */
  readonly successContains: string;
  readonly probe: (type: ProviderType, model: string) => Probe;
}

const CLAUDE_TYPES = ["claude", "claude-auth"] as const;

/** By these relays tell Claude Code and Codex from other clients. */
const CLAUDE_CODE_HEADERS = [
  ...["user-agent", "claude-cli/2.1.197 (external, cli)", "x-app", "cli"],
  ...["anthropic-beta", "claude-code-20250219"],
];
const CODEX_HEADERS = ["user-agent", "codex_exec/0.169.0", "originator", "codex_exec"];

const TOPIC_INSTRUCTIONS =
  'Decide whether the message opens a new topic. Answer with nothing but JSON of this form: {"isNewTopic": true, "title": "two or three words"}';

const plainProbe: TestPreset["probe"] = (type, model) => probeFor(PROVIDER_TYPE_FACTS[type], model);

const likeClaudeCode: TestPreset["probe"] = (type, model) => {
  const probe = plainProbe(type, model);
  return { ...probe, headers: [...probe.headers, ...CLAUDE_CODE_HEADERS] };
};

/** Tests by provider type; Gemini's need none beside the plain one. */
export const TEST_PRESETS: readonly TestPreset[] = [
  {
    id: "cc_base",
    description: "Claude Code's small background question, to its small model, answered in JSON",
    providerTypes: CLAUDE_TYPES,
    defaultModel: { anthropic: "claude-haiku-4-5" },
    successContains: "isNewTopic",
    probe: (type, model) => {
      const probe = likeClaudeCode(type, model);
      return { ...probe, body: { ...probe.body, max_tokens: 64, system: TOPIC_INSTRUCTIONS } };
    },
  },
  {
    id: "cc_sonnet",
    description: "A question as Claude Code sends it, to its main model",
    providerTypes: CLAUDE_TYPES,
    defaultModel: { anthropic: "claude-sonnet-4-5" },
    successContains: "pong",
    probe: likeClaudeCode,
  },
  {
    id: "public_cc_base",
    description: "The shortest question there is, without signs of a certain client",
    providerTypes: CLAUDE_TYPES,
    defaultModel: { anthropic: "claude-haiku-4-5" },
    successContains: "pong",
    probe: plainProbe,
  },
  {
    id: "cx_base",
    description: "A question as Codex sends it",
    providerTypes: ["codex", "openai-compatible"],
    defaultModel: { "openai-responses": "gpt-5-codex", "openai-chat": "gpt-4o-mini" },
    successContains: "pong",
    probe: (type, model) => {
      const probe = plainProbe(type, model);
      return { ...probe, headers: [...probe.headers, ...CODEX_HEADERS] };
    },
  },
];

/** The presets that fit a type of providers. */
export function presetsFor(type: ProviderType): TestPreset[] {
  return TEST_PRESETS.filter(({ providerTypes }) => providerTypes.includes(type));
}
