import { createHash, type Hash } from "node:crypto";
import {
  COLON,
  COMMA,
  endOfValue,
  findMember,
  type JsonMember,
  OPEN_BRACKET,
  readMember,
  skipSpace,
} from "@/lib/json-outline";
import { outlineOrNull } from "./outline-or-null";
import type { ConversationOpening, JsonBody } from "./protocol";

/** Turns that may stand before the user's first one: prompts of system and developer. */
const MAX_TURNS = 8;

const MAX_DEPTH = 256;
const SPACE = 0x20;

const MARKER = '"cache_control"';

/**
 * A fingerprint of how a conversation begins: its system prompt, its tools and everything up to the user's first turn.
 * Later turns repeat all of it, so that they have the same one; markers of caches, which move along with the
 * conversation, are left out. null where nothing has been said.
 */
export function fingerprintOpening(body: JsonBody, opening: ConversationOpening): string | null {
  const { bytes, outline } = innerBody(body, opening);
  const turns = findMember(outline, opening.turns);
  if (!turns) return null;
  const hash = createHash("sha256");
  for (const name of opening.fixed) {
    const member = findMember(outline, name);
    if (member) addWithoutMarkers(hash, bytes, member.start, member.end);
    // Keeps what belongs to one member from being read as another's.
    hash.update("\0");
  }
  addWithoutMarkers(hash, bytes, turns.start, endOfOpening(bytes, turns));
  return hash.digest("hex");
}

function innerBody(body: JsonBody, { inside, turns }: ConversationOpening): JsonBody {
  if (inside === undefined || findMember(body.outline, turns)) return body;
  const member = findMember(body.outline, inside);
  if (!member) return body;
  const bytes = body.bytes.subarray(member.start, member.end);
  return { bytes, outline: outlineOrNull(bytes) ?? [] };
}

/** Where the user's first turn ends; the end of all turns that are looked at when there is none. */
function endOfOpening(bytes: Buffer, { start, end, elements }: JsonMember): number {
  if (bytes[start] !== OPEN_BRACKET || elements === 0) return end;
  let at = start + 1;
  for (let turn = 0; turn < Math.min(elements, MAX_TURNS); turn++) {
    const from = skipSpace(bytes, at);
    const to = endOfValue(bytes, from, MAX_DEPTH).end;
    at = skipSpace(bytes, to);
    if (bytes[at] === COMMA) at++;
    if (isUsers(bytes.subarray(from, to))) return to;
  }
  return at;
}

/** Gemini lets the user's role be left out. */
function isUsers(turn: Buffer): boolean {
  const outline = outlineOrNull(turn) ?? [];
  const role = readMember(turn, outline, "role");
  return role === undefined || role === "user";
}

function addWithoutMarkers(hash: Hash, bytes: Buffer, start: number, end: number): void {
  let from = start;
  for (let at = bytes.indexOf(MARKER, from); at !== -1 && at < end; at = bytes.indexOf(MARKER, at + 1)) {
    const colon = skipSpace(bytes, at + MARKER.length);
    if (bytes[colon] !== COLON) continue;
    const behind = skipSpace(bytes, endOfValue(bytes, skipSpace(bytes, colon + 1), MAX_DEPTH).end);
    const comma = commaBefore(bytes, at, from);
    hash.update(bytes.subarray(from, comma ?? at));
    // The first member of an object takes the comma behind it along.
    from = comma === null && bytes[behind] === COMMA ? behind + 1 : behind;
  }
  hash.update(bytes.subarray(from, end));
}

function commaBefore(bytes: Buffer, at: number, from: number): number | null {
  let before = at - 1;
  while (before > from && (bytes[before] as number) <= SPACE) before--;
  return bytes[before] === COMMA ? before : null;
}
