import { describe, expect, it } from "vitest";
import { ENDPOINT_POLICIES, type EndpointPolicy } from "./endpoints";
import { findEndpoint } from "./find-endpoint";

const NAMES = new Map<EndpointPolicy, string>(
  Object.entries(ENDPOINT_POLICIES).map(([name, policy]) => [policy, name]),
);

const GOOGLE = ["x-goog-api-key", "k"];
const ANTHROPIC = ["Anthropic-Version", "2023-06-01"];

const TABLE: readonly (readonly [request: string, headers: readonly string[], policy: string])[] = [
  ["POST /v1/messages?beta=true", [], "messages"],
  ["POST /v1/messages/", [], "messages"],
  ["POST /v1/messages/count_tokens", [], "countMessages"],
  ["POST /v1/messages/batches", [], "rawAnthropic"],
  ["GET /v1/messages/batches/1/results", [], "rawAnthropic"],
  ["POST /v1/chat/completions", [], "chat"],
  ["GET /v1/chat/completions/chatcmpl-1", [], "rawChat"],
  ["POST /v1/completions", [], "rawChat"],
  ["POST /v1/audio/transcriptions", [], "rawChat"],
  ["POST /v1/images/edits", [], "rawChat"],
  ["POST /v1/embeddings", [], "embeddings"],
  ["POST /v1/responses", [], "responses"],
  ["POST /v1/responses/compact", [], "responses"],
  ["POST /v1/responses/input_tokens", [], "countResponses"],
  ["GET /v1/responses/resp_1", [], "rawResponses"],
  ["DELETE /v1/responses/resp_1", [], "rawResponses"],
  ["POST /v1/conversations", [], "rawResponses"],
  ["GET /v1/responses", ["Connection", "Upgrade", "Upgrade", "websocket"], "upgrade"],
  ["GET /v1/models", [], "modelsOpenAi"],
  ["GET /v1/models", ANTHROPIC, "modelsAnthropic"],
  ["GET /v1/models", GOOGLE, "modelsGemini"],
  ["GET /v1/models?key=k", [], "modelsGemini"],
  ["GET /v1/models/gpt-5", [], "modelsOpenAi"],
  ["GET /v1/models/vendor/model", [], "modelsOpenAi"],
  ["GET /v1/models/claude-x", ANTHROPIC, "modelsAnthropic"],
  ["DELETE /v1/models/ft:gpt", [], "rawChat"],
  ["GET /v1/models/ft:gpt", [], "modelsOpenAi"],
  ["GET /v1/chat/models", [], "modelsOpenAi"],
  ["GET /v1/chat/completions/models", [], "modelsOpenAi"],
  ["GET /v1/responses/models", [], "modelsOpenAi"],
  ["GET /v1beta/models", [], "modelsGemini"],
  ["GET /v1beta/models/gemini-2.5-pro", [], "modelsGemini"],
  ["POST /v1beta/models/gemini-2.5-pro:generateContent", [], "generateContent"],
  ["POST /v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse", [], "generateContent"],
  ["POST /v1/models/gemini-2.5-pro:streamGenerateContent", [], "generateContent"],
  ["POST /v1beta/models/gemini-2.5-pro:countTokens", [], "countContent"],
  ["POST /v1beta/models/gemini-2.5-pro:embedContent", [], "rawGemini"],
  ["POST /v1beta/models/gemini-2.5-pro:batchEmbedContents", [], "rawGemini"],
  ["POST /v1beta/cachedContents", [], "rawGemini"],
  ["POST /v1internal:generateContent", [], "generateContent"],
  ["POST /v1internal:streamGenerateContent?alt=sse", [], "generateContent"],
  ["POST /v1internal/models/m:generateContent", [], "generateContent"],
  ["POST /v1internal:countTokens", [], "countCodeAssist"],
  ["POST /v1internal:loadCodeAssist", [], "rawCodeAssist"],
  ["POST /v1/files", ANTHROPIC, "rawAnthropic"],
  ["POST /v1/files", [], "rawChat"],
  ["POST /v1/batches", [], "rawChat"],
  ["POST /v1/coding_plan/search", [], "rawAnthropic"],
  ["GET /v1/messages", [], "rawAnthropic"],
  ["OPTIONS /v1/messages", [], "preflight"],
  ["POST /v1", [], "unknown"],
  ["GET /metrics", [], "unknown"],
];

describe("findEndpoint", () => {
  it.each(TABLE)("%s %j is %s", (request, headers, name) => {
    const [method = "", target = ""] = request.split(" ");
    const mark = target.indexOf("?");
    const path = mark === -1 ? target : target.slice(0, mark);
    const query = mark === -1 ? "" : target.slice(mark);
    expect(NAMES.get(findEndpoint({ method, path, query, headers }))).toBe(name);
  });
});

it("policies are frozen, and only what is forwarded is billed", () => {
  for (const policy of Object.values(ENDPOINT_POLICIES)) {
    expect(Object.isFrozen(policy)).toBe(true);
    expect(policy.isBilled).toBe(policy.kind === "generate" || policy.kind === "raw");
    expect(policy.maxCalls > 0).toBe(["generate", "count", "raw"].includes(policy.kind));
    // What nobody knows the effect of is not done twice.
    if (policy.kind === "raw" && policy !== ENDPOINT_POLICIES.embeddings) expect(policy.maxCalls).toBe(1);
  }
});
