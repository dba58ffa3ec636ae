import { Splices } from "@/lib/splices";

/** `text` in the place of the bytes from `start` to `end` (exclusive) of a request's body. */
export interface BodyChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A copy of the body with the changes made; the very bytes where there are none. Changes do not overlap. */
export function applyChanges(bytes: Buffer, changes: readonly BodyChange[]): Buffer {
  // Each change adds a few bytes for dozens that stand there already, so the result needs no bound of its own.
  const splices = new Splices(bytes, Number.POSITIVE_INFINITY);
  const inOrder = [...changes].sort((a, b) => a.start - b.start);
  for (const { start, end, text } of inOrder) splices.replace(start, end, Buffer.from(text));
  return splices.apply();
}
