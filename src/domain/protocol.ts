/** The four wire formats. A client speaks one, a provider speaks one. */
export const PROTOCOLS = ["anthropic", "openai-chat", "openai-responses", "gemini"] as const;

export type Protocol = (typeof PROTOCOLS)[number];

export function isProtocol(value: string): value is Protocol {
  return (PROTOCOLS as readonly string[]).includes(value);
}
