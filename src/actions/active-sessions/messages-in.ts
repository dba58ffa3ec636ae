import { parseJson } from "@/lib/parse-json";

/** Where the dialects keep the turns of a conversation. */
const TURNS = ["messages", "input", "contents"] as const;

/** The turns in a stored request body; null where it has none, or was cut and is no JSON any more. */
export function messagesIn(body: string | null): unknown {
  const parsed = body === null ? undefined : parseJson<Record<string, unknown>>(body);
  if (typeof parsed !== "object" || parsed === null) return null;
  const inner = typeof parsed.request === "object" && parsed.request !== null ? parsed.request : parsed;
  const found = TURNS.map((name) => (inner as Record<string, unknown>)[name]).find(
    (turns) => turns !== undefined,
  );
  return found ?? null;
}
