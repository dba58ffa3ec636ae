import "server-only";
import type { Protocol } from "@/domain/protocol";
import type { ProviderTypeFacts } from "@/domain/provider/provider-type";

/** A small real request in one dialect, and where it goes. */
export interface Probe {
  readonly path: string;
  readonly headers: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
}

const PROMPT = "Reply with the single word: pong";
const MAX_TOKENS = 20;

const GEMINI_BODY = {
  contents: [{ role: "user", parts: [{ text: PROMPT }] }],
  generationConfig: { maxOutputTokens: MAX_TOKENS },
};

type ProbedFacts = Pick<ProviderTypeFacts, "protocol" | "geminiCliEnvelope">;

/** Models to ask for when the admin names none: small, and known to every relay of their kind. */
const DEFAULT_MODELS: Readonly<Record<Protocol, string>> = {
  anthropic: "claude-haiku-4-5",
  "openai-chat": "gpt-4o-mini",
  "openai-responses": "gpt-5-codex",
  gemini: "gemini-2.5-flash",
};

export function defaultProbeModel(protocol: Protocol): string {
  return DEFAULT_MODELS[protocol];
}

/** The shortest request that makes a provider prove itself: it costs a few tokens. */
export function probeFor({ protocol, geminiCliEnvelope }: ProbedFacts, model: string): Probe {
  if (geminiCliEnvelope) {
    return { path: "/v1internal:generateContent", headers: [], body: { model, request: GEMINI_BODY } };
  }
  switch (protocol) {
    case "anthropic":
      return {
        path: "/v1/messages",
        headers: ["anthropic-version", "2023-06-01"],
        body: { model, max_tokens: MAX_TOKENS, messages: [{ role: "user", content: PROMPT }] },
      };
    case "openai-chat":
      return {
        path: "/v1/chat/completions",
        headers: [],
        body: { model, max_tokens: MAX_TOKENS, messages: [{ role: "user", content: PROMPT }] },
      };
    case "openai-responses":
      return {
        path: "/v1/responses",
        headers: [],
        body: {
          model,
          store: false,
          instructions: PROMPT,
          input: [{ type: "message", role: "user", content: [{ type: "input_text", text: PROMPT }] }],
        },
      };
    case "gemini":
      return {
        path: `/v1beta/models/${encodeURIComponent(model)}:generateContent`,
        headers: [],
        body: GEMINI_BODY,
      };
  }
}
