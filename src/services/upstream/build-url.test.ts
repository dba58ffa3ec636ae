import { describe, expect, it } from "vitest";
import { buildUpstreamPath, parseBaseUrl } from "./build-url";
import { upstreamBase } from "./upstream-base";

const MESSAGES = "/v1/messages";
const CHAT = "/v1/chat/completions";
const RESPONSES = "/v1/responses";
const GENERATE = "/v1beta/models/gemini-2.5-pro:generateContent";
const STREAM = "/v1beta/models/gemini-2.5-pro:streamGenerateContent";

/** base · path with query · URL that is asked. */
const TABLE: readonly (readonly [base: string, asked: string, url: string])[] = [
  // The host alone
  ["https://api.anthropic.com", MESSAGES, "https://api.anthropic.com/v1/messages"],
  ["https://api.anthropic.com/", MESSAGES, "https://api.anthropic.com/v1/messages"],
  ["https://api.anthropic.com///", MESSAGES, "https://api.anthropic.com/v1/messages"],
  [
    "https://api.anthropic.com",
    "/v1/messages/count_tokens",
    "https://api.anthropic.com/v1/messages/count_tokens",
  ],
  ["https://API.example:443", CHAT, "https://api.example/v1/chat/completions"],
  ["http://127.0.0.1:11434", CHAT, "http://127.0.0.1:11434/v1/chat/completions"],
  ["http://[::1]:8080", MESSAGES, "http://[::1]:8080/v1/messages"],
  [
    "https://generativelanguage.googleapis.com",
    GENERATE,
    `https://generativelanguage.googleapis.com${GENERATE}`,
  ],
  // With a version: never doubled
  ["https://api.anthropic.com/v1", MESSAGES, "https://api.anthropic.com/v1/messages"],
  ["https://api.anthropic.com/v1/", MESSAGES, "https://api.anthropic.com/v1/messages"],
  ["https://api.openai.com/v1", RESPONSES, "https://api.openai.com/v1/responses"],
  ["https://api.openai.com/v1", "/v1/responses/compact", "https://api.openai.com/v1/responses/compact"],
  ["https://api.openai.com/v1", "/v1/embeddings", "https://api.openai.com/v1/embeddings"],
  [
    "https://generativelanguage.googleapis.com/v1beta",
    GENERATE,
    `https://generativelanguage.googleapis.com${GENERATE}`,
  ],
  [
    "https://generativelanguage.googleapis.com/v1",
    GENERATE,
    "https://generativelanguage.googleapis.com/v1/models/gemini-2.5-pro:generateContent",
  ],
  [
    "https://cloudcode-pa.googleapis.com/v1internal",
    GENERATE,
    "https://cloudcode-pa.googleapis.com/v1internal/models/gemini-2.5-pro:generateContent",
  ],
  // With a version of its own, which takes the endpoint's place
  ["https://open.example/api/paas/v4", CHAT, "https://open.example/api/paas/v4/chat/completions"],
  ["https://ark.example/api/v3/", CHAT, "https://ark.example/api/v3/chat/completions"],
  [
    "https://generativelanguage.googleapis.com/v1beta/openai/",
    CHAT,
    "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions",
  ],
  [
    "https://us-aiplatform.example/v1/projects/p/locations/l/publishers/google",
    GENERATE,
    "https://us-aiplatform.example/v1/projects/p/locations/l/publishers/google/models/gemini-2.5-pro:generateContent",
  ],
  // With a prefix
  ["https://api.deepseek.com/anthropic", MESSAGES, "https://api.deepseek.com/anthropic/v1/messages"],
  [
    "https://api.deepseek.com/anthropic/",
    "/v1/messages/count_tokens",
    "https://api.deepseek.com/anthropic/v1/messages/count_tokens",
  ],
  ["https://relay.example/api/openai/v1", CHAT, "https://relay.example/api/openai/v1/chat/completions"],
  ["https://relay.example/api/openai", RESPONSES, "https://relay.example/api/openai/v1/responses"],
  ["https://openrouter.ai/api/v1", CHAT, "https://openrouter.ai/api/v1/chat/completions"],
  [
    "https://dashscope.example/compatible-mode/v1",
    CHAT,
    "https://dashscope.example/compatible-mode/v1/chat/completions",
  ],
  [
    "https://gateway.example/v1/account/gateway/anthropic",
    MESSAGES,
    "https://gateway.example/v1/account/gateway/anthropic/v1/messages",
  ],
  ["http://127.0.0.1:8080/a/b/", "/v1/models", "http://127.0.0.1:8080/a/b/v1/models"],
  [
    "https://relay.example/claude",
    "/v1/messages/batches/1",
    "https://relay.example/claude/v1/messages/batches/1",
  ],
  // The endpoint itself
  ["https://api.anthropic.com/v1/messages", MESSAGES, "https://api.anthropic.com/v1/messages"],
  [
    "https://api.anthropic.com/v1/messages/",
    "/v1/messages/count_tokens",
    "https://api.anthropic.com/v1/messages/count_tokens",
  ],
  ["https://api.anthropic.com/v1/messages/count_tokens", MESSAGES, "https://api.anthropic.com/v1/messages"],
  ["https://api.openai.com/v1/chat/completions", "/v1/models", "https://api.openai.com/v1/models"],
  [
    "https://api.openai.com/v1/responses",
    "/v1/responses/compact",
    "https://api.openai.com/v1/responses/compact",
  ],
  [
    "https://relay.example/backend-api/codex/responses",
    RESPONSES,
    "https://relay.example/backend-api/codex/responses",
  ],
  ["https://relay.example/claude/messages", MESSAGES, "https://relay.example/claude/messages"],
  ["https://relay.example/v1beta/models", STREAM, `https://relay.example${STREAM}`],
  [`https://relay.example${GENERATE}`, STREAM, `https://relay.example${STREAM}`],
  // Queries
  ["https://x.example", `${MESSAGES}?beta=true`, "https://x.example/v1/messages?beta=true"],
  ["https://x.example", `${STREAM}?alt=sse&key=secret`, `https://x.example${STREAM}?alt=sse`],
  ["https://x.example", `${MESSAGES}?key=secret`, "https://x.example/v1/messages"],
  [
    "https://x.example",
    `${MESSAGES}?%6bey=secret&KEY=secret&access_token=s&a=%20+b&a=2`,
    "https://x.example/v1/messages?a=%20+b&a=2",
  ],
  ["https://x.example", `${MESSAGES}?q=a%2Fb+c&k%65y=secret&q`, "https://x.example/v1/messages?q=a%2Fb+c&q"],
  ["https://x.example", `${MESSAGES}?`, "https://x.example/v1/messages"],
  ["https://x.example", `${MESSAGES}?%zz=1&flag`, "https://x.example/v1/messages?%zz=1&flag"],
  [
    "https://azure.example/openai/deployments/gpt/chat/completions?api-version=2024-06-01",
    `${CHAT}?api-version=1&b=2`,
    "https://azure.example/openai/deployments/gpt/chat/completions?api-version=2024-06-01&b=2",
  ],
  ["https://x.example/v1?tenant=a%20b", MESSAGES, "https://x.example/v1/messages?tenant=a%20b"],
];

describe("buildUpstreamPath", () => {
  it.each(TABLE)("%s + %s", (base, asked, url) => {
    const [path = "", query] = asked.split("?");
    const parsed = parseBaseUrl(base);
    const built = buildUpstreamPath(parsed, path, query === undefined ? "" : `?${query}`);
    expect(parsed.origin + built).toBe(url);
  });
});

describe("upstreamBase", () => {
  const provider = (mcpPassthroughType: "none" | "minimax", mcpPassthroughUrl: string | null = null) => ({
    url: "https://api.example/anthropic",
    mcpPassthroughType,
    mcpPassthroughUrl,
  });

  it.each([
    [provider("none"), "/v1/coding_plan/search", "https://api.example/anthropic/v1/coding_plan/search"],
    [provider("minimax"), "/v1/coding_plan/search", "https://api.example/v1/coding_plan/search"],
    [
      provider("minimax", "https://mcp.example/x/"),
      "/v1/coding_plan/vlm",
      "https://mcp.example/x/v1/coding_plan/vlm",
    ],
    [provider("minimax", "https://mcp.example"), "/v1/messages", "https://api.example/anthropic/v1/messages"],
    [
      provider("minimax", "https://mcp.example"),
      "/v1/messages/count_tokens",
      "https://api.example/anthropic/v1/messages/count_tokens",
    ],
    [provider("minimax", "https://mcp.example"), GENERATE, `https://api.example/anthropic${GENERATE}`],
    [
      provider("minimax", "https://mcp.example"),
      "/v1/messages_of_mine",
      "https://mcp.example/v1/messages_of_mine",
    ],
  ])("of %j for %s", (given, path, url) => {
    const base = upstreamBase(given, path);
    expect(base.origin + buildUpstreamPath(base, path, "")).toBe(url);
  });
});
