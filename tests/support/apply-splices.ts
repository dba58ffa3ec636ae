import { Splices } from "@/lib/splices";

/** The text with changes made to it, as the gateway makes them to a body. */
export function applySplices(
  text: string,
  changes: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  const splices = new Splices(Buffer.from(text), Number.POSITIVE_INFINITY);
  for (const { start, end, text: part } of changes) splices.replace(start, end, Buffer.from(part));
  return splices.apply().toString();
}
