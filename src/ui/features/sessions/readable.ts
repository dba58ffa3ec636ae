/** A page stays quick with so much text of one body; the rest is only copied. */
const MAX_SHOWN = 100_000;

/** A body as people read it: JSON indented, anything else as it is; the beginning of a long one. */
export function readable(text: string): { readonly text: string; readonly isCut: boolean } {
  const shown = indented(text);
  return { text: shown.slice(0, MAX_SHOWN), isCut: shown.length > MAX_SHOWN };
}

function indented(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
