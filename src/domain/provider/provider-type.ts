import type { Protocol } from "@/domain/protocol";

/** What an admin picks. The values are the product's public vocabulary. */
export const PROVIDER_TYPES = [
  "claude",
  "claude-auth",
  "codex",
  "gemini",
  "gemini-cli",
  "openai-compatible",
] as const;

export type ProviderType = (typeof PROVIDER_TYPES)[number];

/** How the provider wants its credential: in which header, in which form. */
export type AuthStyle = "x-api-key-and-bearer" | "bearer" | "google";

export interface ProviderTypeFacts {
  readonly protocol: Protocol;
  readonly auth: AuthStyle;
  /** Wraps requests in the envelope of Google's Code Assist API. */
  readonly geminiCliEnvelope: boolean;
  /** Model names that providers of this type serve without declaring them. */
  readonly impliedModels: RegExp | null;
}

const CLAUDE_MODELS = /^claude-/;
const OPENAI_MODELS = /^(?:gpt-|o\d|codex-)/;
const GEMINI_MODELS = /^gemini-/;

export const PROVIDER_TYPE_FACTS: Readonly<Record<ProviderType, ProviderTypeFacts>> = {
  claude: {
    protocol: "anthropic",
    auth: "x-api-key-and-bearer",
    geminiCliEnvelope: false,
    impliedModels: CLAUDE_MODELS,
  },
  "claude-auth": {
    protocol: "anthropic",
    auth: "bearer",
    geminiCliEnvelope: false,
    impliedModels: CLAUDE_MODELS,
  },
  codex: {
    protocol: "openai-responses",
    auth: "bearer",
    geminiCliEnvelope: false,
    impliedModels: OPENAI_MODELS,
  },
  gemini: { protocol: "gemini", auth: "google", geminiCliEnvelope: false, impliedModels: GEMINI_MODELS },
  "gemini-cli": { protocol: "gemini", auth: "google", geminiCliEnvelope: true, impliedModels: GEMINI_MODELS },
  "openai-compatible": {
    protocol: "openai-chat",
    auth: "bearer",
    geminiCliEnvelope: false,
    impliedModels: null,
  },
};
