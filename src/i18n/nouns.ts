/** The files of a language: one per noun, named like the feature that uses it. */
export const NOUNS = [
  "common",
  "errors",
  "gatewayErrors",
  "shell",
  "login",
  "account",
  "dashboard",
  "providers",
  "users",
  "logs",
  "sessions",
  "jobs",
  "notifications",
  "prices",
] as const;

export type Noun = (typeof NOUNS)[number];
