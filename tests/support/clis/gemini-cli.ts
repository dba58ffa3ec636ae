import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cli } from "./cli";

/** Google's own, by API key. */
export const GEMINI_CLI: Cli = {
  name: "Gemini CLI",
  program: "gemini",
  protocol: "gemini",
  model: "gemini-2.5-pro",
  configure({ home }) {
    mkdirSync(join(home, ".gemini"), { recursive: true });
    writeFileSync(join(home, ".gemini", "settings.json"), JSON.stringify(SETTINGS));
  },
  env: ({ hubUrl, key }) => ({
    GOOGLE_GEMINI_BASE_URL: hubUrl,
    GEMINI_API_KEY: key,
    GEMINI_CLI_TRUST_WORKSPACE: "true",
  }),
  args: (prompt) => ["-m", GEMINI_CLI.model, ...routedArgs(prompt)],
  shell: (command) => ({ name: "run_shell_command", input: { command, description: "as asked" } }),
};

const SETTINGS = {
  security: { auth: { selectedType: "gemini-api-key" } },
  general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
};

/** Without a model it first has a small one pick the model. */
export function routedArgs(prompt: string): readonly string[] {
  return ["--yolo", "-p", prompt];
}
