/** The four wire formats. A client speaks one, a provider speaks one. */
export const PROTOCOLS = ["anthropic", "openai-chat", "openai-responses", "gemini"] as const;

export type Protocol = (typeof PROTOCOLS)[number];
