const VERSION = /^v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/;

/**
 * Orders versions as semver.org §11 does, except that missing numbers count as 0. Negative when `a` is the older one;
 * what cannot be read equals everything, so that nobody is turned away for an odd version.
 */
export function compareVersions(a: string, b: string): number {
  const [, numbersA, preA] = VERSION.exec(a) ?? [];
  const [, numbersB, preB] = VERSION.exec(b) ?? [];
  if (numbersA === undefined || numbersB === undefined) return 0;
  const byNumbers = compareLists(numbersA.split("."), numbersB.split("."), "0");
  if (byNumbers !== 0) return byNumbers;
  if (preA === undefined || preB === undefined)
    return Number(preA === undefined) - Number(preB === undefined);
  return compareLists(preA.split("."), preB.split("."), "");
}

/** @param missing what stands where one list is shorter; the empty text is below everything */
function compareLists(a: readonly string[], b: readonly string[], missing: string): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const order = compareParts(a[at] ?? missing, b[at] ?? missing);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers by value and below words, words by their characters. */
function compareParts(a: string, b: string): number {
  if (a === b) return 0;
  const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumberA && isNumberB) return Math.sign(Number(a) - Number(b));
  if (a === "" || b === "") return a === "" ? -1 : 1;
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  return a < b ? -1 : 1;
}
