import { type JsonOutline, outlineJson } from "@/lib/json-outline";
import type { BodyChange } from "./body-change";

const OPEN_BRACE = 0x7b;

/** Members an object is to have. */
export type Members = Readonly<Record<string, unknown>>;

/**
 * The changes that give an object these members: the values of those it has are replaced, all of equal names, since
 * readers differ in which one counts; those it lacks are put at its end.
 *
 * @param offset of the object in the body; the outline's offsets count from there
 * @param end of the object (exclusive)
 */
export function objectChanges(
  outline: JsonOutline,
  members: Members,
  offset: number,
  end: number,
): BodyChange[] {
  const changes: BodyChange[] = [];
  const missing: string[] = [];
  for (const [key, value] of Object.entries(members)) {
    const named = outline.filter((member) => member.key === key);
    const text = JSON.stringify(value);
    for (const member of named)
      changes.push({ start: offset + member.start, end: offset + member.end, text });
    if (named.length === 0) missing.push(`${JSON.stringify(key)}:${text}`);
  }
  if (missing.length > 0) {
    const text = (outline.length > 0 ? "," : "") + missing.join(",");
    changes.push({ start: end - 1, end: end - 1, text });
  }
  return changes;
}

/** The same for the object that is a member `key` of the body; what stands there and is none is replaced. */
export function nestedChanges(
  bytes: Buffer,
  outline: JsonOutline,
  key: string,
  members: Members,
): { readonly changes: readonly BodyChange[]; readonly isMissing: boolean } {
  const named = outline.filter((member) => member.key === key);
  const changes = named.flatMap(({ start, end }): BodyChange[] => {
    if (bytes[start] !== OPEN_BRACE) return [{ start, end, text: JSON.stringify(members) }];
    return objectChanges(outlineJson(bytes.subarray(start, end)), members, start, end);
  });
  return { changes, isMissing: named.length === 0 };
}
