import type { JsonObject, JsonValue, Opaque } from "../ir/opaque";
import { PLAIN, type ReasoningPart } from "../ir/part";
import { openSeal, sealOpaque } from "../ir/seal-opaque";
import { isJsonObject } from "./read-members";

/**
 * `reasoning_details` is OpenRouter's member for what a vendor wants back of its reasoning; clients echo the list as it
 * came. The hub sends seals in it: one per reasoning, whose id tells for which stretch of the message's reasoning text
 * it is, and one per tool call whose vendor signs calls, under the call's id.
 *
 * Source: openrouter.ai/docs/use-cases/reasoning-tokens
 */
export function sealedDetail(opaque: Opaque, id: string, index: number): JsonObject {
  return { type: "reasoning.encrypted", data: sealOpaque(opaque), id, format: "unknown", index };
}

/** The id of a seal for the reasoning text from `start` to `end`, in UTF-16 code units. */
export function stretchId(start: number, end: number): string {
  return `rs-${start}-${end}`;
}

const STRETCH = /^rs-(\d{1,9})-(\d{1,9})$/;

/** What a message's `reasoning_details` hold. */
export interface DecodedDetails {
  readonly reasoning: readonly ReasoningPart[];
  /** What belongs to tool calls, by the call's id. */
  readonly ofCalls: ReadonlyMap<string, Opaque>;
}

/**
 * Takes a message's reasoning apart again: its text, and the seals and foreign details that came with it.
 *
 * @param text of the whole message's reasoning
 */
export function decodeDetails(
  text: string,
  details: readonly JsonValue[],
  callIds: ReadonlySet<string>,
): DecodedDetails {
  const ofCalls = new Map<string, Opaque>();
  const stretches: { readonly start: number; readonly end: number; readonly opaque: Opaque }[] = [];
  const foreign: JsonValue[] = [];
  for (const detail of details) {
    const seal = sealIn(detail);
    if (!seal) foreign.push(detail);
    else if (callIds.has(seal.id)) ofCalls.set(seal.id, seal.opaque);
    else stretches.push({ ...stretchOf(seal.id, text.length), opaque: seal.opaque });
  }
  const reasoning = alongStretches(text, stretches);
  if (!isWantedBack(foreign)) return { reasoning, ofCalls };
  const opaque: Opaque = { protocol: "openai-chat", value: foreign };
  if (stretches.length > 0) return { reasoning: [...reasoning, reasoningPart("", opaque)], ofCalls };
  return { reasoning: [reasoningPart(text, opaque)], ofCalls };
}

/** Whether details hold anything but text, which stands in the message as well. */
export function isWantedBack(details: readonly JsonValue[]): boolean {
  return details.some(
    (detail) => isJsonObject(detail) && (detail.type === "reasoning.encrypted" || Boolean(detail.signature)),
  );
}

export function reasoningPart(text: string, opaque: Opaque | null): ReasoningPart {
  return { kind: "reasoning", text, opaque, isRedacted: text === "" && opaque !== null, ...PLAIN };
}

function sealIn(detail: JsonValue): { readonly id: string; readonly opaque: Opaque } | null {
  if (!isJsonObject(detail) || typeof detail.data !== "string") return null;
  const opaque = openSeal(detail.data);
  return opaque && { id: typeof detail.id === "string" ? detail.id : "", opaque };
}

/** A seal whose id was lost is taken to be for the whole text. */
function stretchOf(id: string, length: number): { readonly start: number; readonly end: number } {
  const [, start = "0", end = String(length)] = STRETCH.exec(id) ?? [];
  return { start: Math.min(Number(start), length), end: Math.min(Number(end), length) };
}

function alongStretches(
  text: string,
  stretches: readonly { readonly start: number; readonly end: number; readonly opaque: Opaque }[],
): readonly ReasoningPart[] {
  const parts: ReasoningPart[] = [];
  let done = 0;
  for (const { start, end, opaque } of stretches) {
    if (start > done) parts.push(reasoningPart(text.slice(done, start), null));
    parts.push(reasoningPart(text.slice(Math.max(start, done), end), opaque));
    done = Math.max(done, end);
  }
  if (done < text.length) parts.push(reasoningPart(text.slice(done), null));
  return parts;
}
