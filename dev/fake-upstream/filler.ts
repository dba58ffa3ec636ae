/**
 * Stands for the filler in a rendered answer until the answer is written, so that a body of hundreds of megabytes
 * never exists in memory. A private-use character, because JSON leaves those unescaped.
 */
export const FILLER_MARK = "\uE000filler\uE000";

const WORD = "padding ";
const BLOCK_TEXT = WORD.repeat(8192);
const BLOCK = Buffer.from(BLOCK_TEXT);
const MARK_BYTES = Buffer.from(FILLER_MARK);

/** How many words that much filler has. */
export function fillerWords(bytes: number): number {
  return Math.ceil(bytes / WORD.length);
}

/** Filler of `bytes` ASCII characters in strings of at most `blockBytes` (and 64 KiB). */
export function* fillerTexts(bytes: number, blockBytes: number): Generator<string> {
  const size = Math.min(blockBytes, BLOCK_TEXT.length);
  for (let left = bytes; left > 0; left -= size) yield BLOCK_TEXT.slice(0, Math.min(size, left));
}

/** The frame's bytes with each filler mark replaced by `fillerBytes` of filler. */
export function* expandFiller(frame: Buffer, fillerBytes: number): Generator<Buffer> {
  let start = 0;
  for (;;) {
    const mark = frame.indexOf(MARK_BYTES, start);
    if (mark === -1) break;
    if (mark > start) yield frame.subarray(start, mark);
    for (let left = fillerBytes; left > 0; left -= BLOCK.length) {
      yield left >= BLOCK.length ? BLOCK : BLOCK.subarray(0, left);
    }
    start = mark + MARK_BYTES.length;
  }
  if (start < frame.length) yield frame.subarray(start);
}
