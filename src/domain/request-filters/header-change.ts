/** A header to be set to a value, or, with null, to be removed. */
export interface HeaderChange {
  readonly name: string;
  readonly value: string | null;
}

/**
 * Flat headers (name, value, name, value …) with the change made. A set header keeps the place of the first of its name;
 * further ones of that name go. The very list when nothing changes.
 */
export function changeHeader(headers: readonly string[], { name, value }: HeaderChange): readonly string[] {
  const wanted = name.toLowerCase();
  const changed: string[] = [];
  let isPlaced = value === null;
  let isFound = false;
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const field = headers[at] as string;
    if (field.toLowerCase() !== wanted) {
      changed.push(field, headers[at + 1] as string);
      continue;
    }
    isFound = true;
    if (isPlaced || value === null) continue;
    changed.push(field, value);
    isPlaced = true;
  }
  if (!isPlaced && value !== null) changed.push(name, value);
  return value === null && !isFound ? headers : changed;
}
