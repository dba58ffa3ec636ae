import type { Part } from "./ir/part";
import type { IrResponse } from "./ir/response";
import type { StreamPart } from "./ir/stream-part";

/** What a tool is called upstream → what the client calls it; only those that differ. */
export type ToolNames = ReadonlyMap<string, string>;

/** An answer whose calls name tools as the client does. */
export function restoreToolNames(parts: readonly Part[], names: ToolNames): readonly Part[] {
  if (names.size === 0) return parts;
  return parts.map((part) =>
    part.kind === "tool-call" ? { ...part, name: names.get(part.name) ?? part.name } : part,
  );
}

/** The same for a part of a stream. */
export function restoreToolName(part: StreamPart, names: ToolNames): StreamPart {
  return part.kind === "tool-input-start" ? { ...part, name: names.get(part.name) ?? part.name } : part;
}

/** Does `change` to the parts of every candidate. */
export function mapParts(
  response: IrResponse,
  change: (parts: readonly Part[]) => readonly Part[],
): IrResponse {
  const candidates = response.candidates.map((candidate) => ({
    ...candidate,
    parts: change(candidate.parts),
  }));
  return { ...response, candidates };
}
