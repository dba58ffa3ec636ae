/**
 * Cuts a text into `pieces` parts of about the same length (fewer if the text is shorter), never inside a
 * surrogate pair. The parts joined are the text.
 */
export function splitText(text: string, pieces: number): string[] {
  const parts: string[] = [];
  const size = Math.max(1, Math.ceil(text.length / pieces));
  let start = 0;
  while (start < text.length) {
    let end = Math.min(text.length, start + size);
    if (isLowSurrogate(text, end)) end += 1;
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}

/** Deltas of about eight characters, as models send them, but never more than 32 of them. */
export function usualPieces(text: string): number {
  return Math.max(1, Math.min(32, Math.ceil(text.length / 8)));
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
