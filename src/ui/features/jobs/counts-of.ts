/** What a run did as numbers, by name: lists count, and what is nested is named by its path ("rollup_rows"). */
export type Counts = Readonly<Record<string, number>>;

/** The numbers in a run's detail. */
export function countsOf(detail: Readonly<Record<string, unknown>>): Counts {
  return Object.fromEntries(entriesOf(detail, ""));
}

function entriesOf(detail: object, prefix: string): [string, number][] {
  return Object.entries(detail).flatMap(([key, value]): [string, number][] => {
    const name = prefix + key;
    if (typeof value === "number") return [[name, value]];
    if (typeof value === "boolean") return [[name, value ? 1 : 0]];
    if (Array.isArray(value)) return [[name, value.length]];
    if (typeof value === "object" && value !== null) {
      return [[name, Object.keys(value).length], ...entriesOf(value, `${name}_`)];
    }
    return [];
  });
}
