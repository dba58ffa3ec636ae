import type { Cli } from "./cli";

/** Anthropic's own. With these switches it looks for no updates and reports to nobody. */
export const CLAUDE_CODE: Cli = {
  name: "Claude Code",
  program: "claude",
  protocol: "anthropic",
  model: "claude-opus-4-5",
  env: ({ hubUrl, key }) => ({
    ANTHROPIC_BASE_URL: hubUrl,
    ANTHROPIC_API_KEY: key,
    ANTHROPIC_MODEL: CLAUDE_CODE.model,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_AUTOUPDATER: "1",
    // It asks for no permission in a sandbox; as root it would refuse otherwise.
    IS_SANDBOX: "1",
  }),
  args: (prompt) => ["-p", prompt, "--allowedTools", "Bash(echo:*)", "Bash(cat:*)"],
  shell: (command) => ({ name: "Bash", input: { command, description: "as asked" } }),
};
