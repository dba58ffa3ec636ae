/**
 * The fields of `output` whose values in the form are not those it began with: what somebody else changed meanwhile is
 * not undone, and the audit log says what was meant.
 *
 * @param outputName what the output calls a field of the form
 */
export function changedFields<Output extends object>(
  output: Output,
  before: object,
  after: object,
  outputName = (field: string): string => field,
): Partial<Output> {
  const began = new Map(Object.entries(before).map(([name, value]) => [name, JSON.stringify(value)]));
  const changed = new Set(
    Object.entries(after).flatMap(([name, value]) =>
      began.get(name) === JSON.stringify(value) ? [] : [outputName(name)],
    ),
  );
  return Object.fromEntries(
    Object.entries(output).filter(([name, value]) => changed.has(name) && value !== undefined),
  ) as Partial<Output>;
}
