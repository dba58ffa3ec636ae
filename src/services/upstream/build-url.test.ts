import { expect, it } from "vitest";
import { buildUpstreamPath, parseBaseUrl } from "./build-url";

it.each([
  ["https://api.anthropic.com", "/v1/messages", "", "https://api.anthropic.com/v1/messages"],
  [
    "https://api.anthropic.com/",
    "/v1/messages",
    "?beta=true",
    "https://api.anthropic.com/v1/messages?beta=true",
  ],
  ["https://api.anthropic.com/v1", "/v1/messages", "", "https://api.anthropic.com/v1/messages"],
  ["https://api.anthropic.com/v1/", "/v1/messages", "", "https://api.anthropic.com/v1/messages"],
  ["https://api.anthropic.com/v1/messages", "/v1/messages", "", "https://api.anthropic.com/v1/messages"],
  [
    "https://api.anthropic.com/v1/messages",
    "/v1/messages/count_tokens",
    "",
    "https://api.anthropic.com/v1/messages/count_tokens",
  ],
  ["https://relay.example/claude", "/v1/messages", "", "https://relay.example/claude/v1/messages"],
  ["https://relay.example/claude/messages", "/v1/messages", "", "https://relay.example/claude/v1/messages"],
  ["http://127.0.0.1:8080/a/b/", "/v1/models", "", "http://127.0.0.1:8080/a/b/v1/models"],
  [
    "https://x.example/api/paas/v4",
    "/v1/chat/completions",
    "",
    "https://x.example/api/paas/v4/chat/completions",
  ],
  ["https://x.example", "/v1/messages", "?key=secret&a=1", "https://x.example/v1/messages?a=1"],
  ["https://x.example", "/v1/messages", "?key=secret", "https://x.example/v1/messages"],
  ["https://x.example", "/v1/messages", "?%6bey=secret", "https://x.example/v1/messages"],
  [
    "https://x.example",
    "/v1/messages",
    "?q=a%2Fb+c&k%65y=secret&q",
    "https://x.example/v1/messages?q=a%2Fb+c&q",
  ],
])("%s + %s%s", (base, path, query, expected) => {
  const parsed = parseBaseUrl(base);
  expect(parsed.origin + buildUpstreamPath(parsed, path, query)).toBe(expected);
});
