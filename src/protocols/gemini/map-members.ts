import type { JsonObject, JsonValue } from "../ir/opaque";

/**
 * The object with other values, and under other names where `map` gives others; the very object where nothing changes,
 * as in most schemas nothing does.
 *
 * @param map the new name and value of a member; null takes it out
 */
export function mapMembers(
  object: JsonObject,
  map: (name: string, value: JsonValue) => readonly [name: string, value: JsonValue] | null,
): JsonObject {
  const names = Object.keys(object);
  const mapped = names.map((name) => map(name, object[name] ?? null));
  const isSame = mapped.every((member, at) => {
    const name = names[at] as string;
    return member?.[0] === name && member[1] === object[name];
  });
  return isSame ? object : Object.fromEntries(mapped.filter((member) => member !== null));
}
