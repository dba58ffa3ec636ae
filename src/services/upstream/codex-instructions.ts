import type { CodexOverrides } from "@/domain/provider/provider";
import { findMember, readMember } from "@/lib/json-outline";
import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "./body-change";
import { objectChanges } from "./object-changes";

const QUOTE = 0x22;

/**
 * What puts `official` in the place of a client's instructions and these behind it, as changes to a Responses request.
 */
export function officialChanges(body: JsonBody, official: string): BodyChange[] {
  const { bytes, outline } = body;
  if (readMember(bytes, outline, "instructions") === official) return [];
  const set = objectChanges(outline, { instructions: official }, 0, bytes.lastIndexOf("}") + 1);
  return [...movedInstructions(body, official), ...set];
}

/** The text an admin wants a Codex upstream to see as `instructions`; null leaves the client's. */
export function forcedInstructions({
  instructionsStrategy,
  officialInstructions,
}: CodexOverrides): string | null {
  return instructionsStrategy === "force_official" ? officialInstructions : null;
}

/**
 * Where `forced` takes the place of a client's own instructions, the changes that put these before its input as a
 * developer's message: the model is told both. None where the client's are the same, or say nothing.
 */
export function movedInstructions({ bytes, outline }: JsonBody, forced: string): BodyChange[] {
  const own = readMember(bytes, outline, "instructions");
  if (typeof own !== "string" || own.trim() === "" || own === forced) return [];
  const input = findMember(outline, "input");
  if (!input) return [];
  const moved = message("developer", JSON.stringify(own));
  if (bytes[input.start] !== QUOTE) {
    const at = input.start + 1;
    return [{ start: at, end: at, text: input.elements > 0 ? `${moved},` : moved }];
  }
  const said = message("user", bytes.toString("utf8", input.start, input.end));
  return [{ start: input.start, end: input.end, text: `[${moved},${said}]` }];
}

/** @param text as JSON */
function message(role: string, text: string): string {
  return `{"type":"message","role":"${role}","content":[{"type":"input_text","text":${text}}]}`;
}
