/** A typed number, with a decimal point or the decimal comma of many languages; NaN when blank or not a number. */
export function typedNumber(text: string): number {
  const plain = text.trim().replace(",", ".");
  return plain === "" ? Number.NaN : Number(plain);
}
