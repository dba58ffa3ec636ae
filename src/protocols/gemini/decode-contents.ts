import type { JsonObject, JsonValue } from "../ir/opaque";
import type { Part, ToolResultPart } from "../ir/part";
import type { Turn } from "../ir/request";
import { idByPlace } from "./call-ids";
import { CallLinks } from "./call-links";
import { type Carried, carriedBy } from "./carried-reasoning";
import { decodeResult } from "./decode-function-response";
import { decodePart, wireParts } from "./decode-part";
import { listOf, otherMembers, stringOrNull, wireError, wireObject } from "./read-wire";

const KNOWN: ReadonlySet<string> = new Set(["role", "parts"]);

/** Roles on the wire. Results of functions once had a role of their own; a content without one is the user's. */
const ROLES: ReadonlyMap<JsonValue, "user" | "assistant"> = new Map<JsonValue, "user" | "assistant">([
  ["user", "user"],
  ["model", "assistant"],
  ["function", "user"],
  ["tool", "user"],
  ["", "user"],
]);

/**
 * The turns of a conversation.
 *
 * @throws {TranslationError} `invalid_request`
 */
export function decodeContents(contents: JsonValue | undefined): readonly Turn[] {
  const links = new CallLinks();
  const list = typeof contents === "string" ? [{ parts: [contents] }] : listOf(contents);
  return list.map((content, index) => decodeContent(content, index, links));
}

function decodeContent(content: JsonValue, index: number, links: CallLinks): Turn {
  const path = `contents[${index}]`;
  const wire = wireObject(content);
  if (!wire) throw wireError("invalid_request", "a content must be an object", path);
  const role = ROLES.get(wire.role ?? "user");
  if (!role) throw wireError("invalid_request", "a role is either user or model", `${path}.role`);
  if (role === "assistant") links.beginModelTurn();
  const parts = wireParts(listOf(wire.parts), "invalid_request", path).flatMap((part, partIndex) =>
    decodeContentPart(part, index, partIndex, links),
  );
  const others = otherMembers(wire, KNOWN);
  return {
    role,
    parts: unpackCarried(parts),
    own: others && { protocol: "gemini", fields: others },
  };
}

function decodeContentPart(
  wire: JsonObject,
  contentIndex: number,
  partIndex: number,
  links: CallLinks,
): readonly Part[] {
  const response = wireObject(wire.functionResponse);
  if (response) return decodeFunctionResponse(response, contentIndex, partIndex, links);
  const parts = decodePart(camelCall(wire), () => idByPlace(contentIndex, partIndex));
  for (const part of parts) if (part.kind === "tool-call") links.called(part.id, part.name);
  return parts;
}

/** A call's own members may be spelled either way. */
function camelCall(wire: JsonObject): JsonObject {
  const call = wireObject(wire.functionCall);
  return call === null || call === wire.functionCall ? wire : { ...wire, functionCall: call };
}

function decodeFunctionResponse(
  wire: JsonObject,
  contentIndex: number,
  partIndex: number,
  links: CallLinks,
): readonly ToolResultPart[] {
  const { name, ...result } = decodeResult(wire);
  const call = links.answer(stringOrNull(wire.id) || null, name, contentIndex, partIndex);
  if (!call) return [];
  const named = call.name || name;
  return [
    {
      kind: "tool-result",
      callId: call.id,
      name: named || null,
      form: "function",
      ...result,
      cache: null,
    },
  ];
}

/** Puts what the signatures carried where it was thought: at the turn's beginning, or behind the call before it. */
function unpackCarried(parts: readonly Part[]): readonly Part[] {
  if (!parts.some(carriedOn)) return parts;
  const unpacked: Part[] = [];
  let thoughtsFrom = 0;
  for (const part of parts) {
    const carried = carriedOn(part);
    if (carried) {
      // A client that keeps thoughts sends them beside what is carried; they are the same ones.
      const since = unpacked.splice(thoughtsFrom).filter(({ kind }) => kind !== "reasoning");
      unpacked.push(...carried.reasoning, ...since);
    }
    unpacked.push(...(carried ? withoutCarried(part, carried) : [part]));
    if (part.kind === "tool-call") thoughtsFrom = unpacked.length;
  }
  return unpacked;
}

function carriedOn(part: Part): Carried | null {
  return part.kind === "reasoning" || part.kind === "tool-call" ? carriedBy(part.opaque) : null;
}

function withoutCarried(part: Part, { call }: Carried): readonly Part[] {
  if (part.kind === "tool-call") return [{ ...part, opaque: call }];
  // An empty reasoning part was nothing but the signature.
  return part.kind === "reasoning" && part.text !== "" ? [{ ...part, opaque: call }] : [];
}
