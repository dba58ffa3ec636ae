import type { JsonObject, JsonValue } from "../ir/opaque";
import { isJsonObject } from "./read-members";

/** Members that come in pieces, and are one piece when they are sent back. */
const PIECEWISE = ["text", "summary"] as const;

/**
 * Puts streamed `reasoning_details` together: pieces of one index and type belong to one detail.
 *
 * Source: openrouter.ai/docs/use-cases/reasoning-tokens, "Streaming"
 */
export function joinDetails(details: readonly JsonValue[], more: readonly JsonValue[]): readonly JsonValue[] {
  const joined = [...details];
  for (const next of more) {
    const last = joined.at(-1);
    if (!isJsonObject(next) || !isJsonObject(last) || !continues(last, next)) joined.push(next);
    else joined[joined.length - 1] = join(last, next);
  }
  return joined;
}

function continues(last: JsonObject, next: JsonObject): boolean {
  return next.type === last.type && next.index === last.index && next.type !== "reasoning.encrypted";
}

function join(last: JsonObject, next: JsonObject): JsonObject {
  const said = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null));
  const pieces = PIECEWISE.flatMap((name) => {
    const [before, after] = [last[name], next[name]];
    return typeof before === "string" && typeof after === "string" ? [[name, before + after] as const] : [];
  });
  return { ...last, ...said, ...Object.fromEntries(pieces) };
}
