import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cli } from "./cli";

/** OpenAI's own, with the hub as a provider in its configuration. */
export const CODEX: Cli = {
  name: "Codex",
  program: "codex",
  protocol: "openai-responses",
  // One that it knows: of others it assumes less, and leaves out tools.
  model: "gpt-5.5",
  configure({ home, hubUrl }) {
    mkdirSync(join(home, ".codex"), { recursive: true });
    writeFileSync(join(home, ".codex", "config.toml"), configuration(hubUrl));
  },
  env: ({ key }) => ({ HUB_KEY: key }),
  args: (prompt) => ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", prompt],
  shell: (command) => ({ name: "exec_command", input: { cmd: command } }),
};

const configuration = (hubUrl: string) => `
model = "${CODEX.model}"
model_provider = "hub"
check_for_update_on_startup = false

[analytics]
enabled = false

[model_providers.hub]
name = "hub"
base_url = "${hubUrl}/v1"
wire_api = "responses"
env_key = "HUB_KEY"
`;
