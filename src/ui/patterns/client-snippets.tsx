"use client";
import { useTranslations } from "next-intl";
import { Tab, TabList, TabPanel, Tabs } from "@/ui/primitives/tabs";
import { CodeBlock } from "./code-block";

interface ClientSnippetsProps {
  /** The hub's address without a path or a slash at the end. */
  readonly baseUrl: string;
  readonly apiKey: string;
}

type Step = { readonly hint: "shell" | "codexConfig" | "codexKey" | "curl"; readonly code: string };

/** Ready-made settings that point each coding tool at the hub. */
export function ClientSnippets({ baseUrl, apiKey }: ClientSnippetsProps) {
  const t = useTranslations("common.snippets");
  const snippets = snippetsFor(baseUrl, apiKey);
  return (
    <Tabs defaultValue={snippets[0].id}>
      <TabList aria-label={t("client")}>
        {snippets.map(({ id, client }) => (
          <Tab key={id} value={id}>
            {client}
          </Tab>
        ))}
      </TabList>
      {snippets.map(({ id, client, steps }) => (
        <TabPanel key={id} value={id} className="flex flex-col gap-3 pt-3">
          {steps.map(({ hint, code }) => (
            <div key={hint} className="flex min-w-0 flex-col gap-1.5">
              <p className="text-xs text-ink-soft">{t(hint)}</p>
              <CodeBlock code={code} label={`${client}: ${t(hint)}`} />
            </div>
          ))}
        </TabPanel>
      ))}
    </Tabs>
  );
}

function snippetsFor(baseUrl: string, apiKey: string) {
  return [
    {
      id: "claude-code",
      client: "Claude Code",
      steps: [{ hint: "shell", code: claudeCode(baseUrl, apiKey) }],
    },
    {
      id: "codex",
      client: "Codex",
      steps: [
        { hint: "codexConfig", code: codexConfig(baseUrl) },
        { hint: "codexKey", code: `export ${CODEX_KEY_VARIABLE}="${apiKey}"\ncodex` },
      ],
    },
    { id: "gemini-cli", client: "Gemini CLI", steps: [{ hint: "shell", code: geminiCli(baseUrl, apiKey) }] },
    { id: "curl", client: "curl", steps: [{ hint: "curl", code: curl(baseUrl, apiKey) }] },
  ] as const satisfies readonly {
    readonly id: string;
    readonly client: string;
    readonly steps: readonly Step[];
  }[];
}

const CODEX_KEY_VARIABLE = "HUB_API_KEY";

function claudeCode(baseUrl: string, apiKey: string): string {
  return `export ANTHROPIC_BASE_URL="${baseUrl}"
export ANTHROPIC_AUTH_TOKEN="${apiKey}"
claude`;
}

function codexConfig(baseUrl: string): string {
  return `model_provider = "hub"

[model_providers.hub]
name = "Claude Code Hub"
base_url = "${baseUrl}/v1"
wire_api = "responses"
env_key = "${CODEX_KEY_VARIABLE}"`;
}

function geminiCli(baseUrl: string, apiKey: string): string {
  return `export GOOGLE_GEMINI_BASE_URL="${baseUrl}"
export GEMINI_API_KEY="${apiKey}"
gemini`;
}

function curl(baseUrl: string, apiKey: string): string {
  return `curl ${baseUrl}/v1/messages \\
  -H "x-api-key: ${apiKey}" \\
  -H "anthropic-version: 2023-06-01" \\
  -H "content-type: application/json" \\
  -d '{
    "model": "claude-sonnet-4-5",
    "max_tokens": 128,
    "messages": [{ "role": "user", "content": "Hello" }]
  }'`;
}
