import type { ToolCallPart, ToolResultPart } from "../ir/part";
import type { Turn } from "../ir/request";

/** A result and its place among all results. */
export interface PlacedResult {
  readonly result: ToolResultPart;
  readonly place: number;
}

/** Which result answers which call, over a whole conversation. */
export interface PairedResults {
  readonly byCall: ReadonlyMap<ToolCallPart, PlacedResult>;
  /** Results that stand for nothing more: they answer a call, or repeat a result. */
  readonly settled: ReadonlySet<ToolResultPart>;
}

/**
 * Pairs each result with the last call of its id before it. The first result counts: clients that resume a session
 * repeat them.
 */
export function pairResults(turns: readonly Turn[]): PairedResults {
  const byCall = new Map<ToolCallPart, PlacedResult>();
  const settled = new Set<ToolResultPart>();
  const latest = new Map<string, ToolCallPart>();
  for (const { parts } of turns) {
    for (const part of parts) {
      if (part.kind === "tool-call") latest.set(part.id, part);
      if (part.kind !== "tool-result") continue;
      const call = latest.get(part.callId);
      if (!call) continue;
      settled.add(part);
      if (!byCall.has(call)) byCall.set(call, { result: part, place: byCall.size });
    }
  }
  return { byCall, settled };
}
