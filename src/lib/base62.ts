const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Bytes as a big-endian number in base 62, left-padded so that equal lengths give equal lengths. */
export function toBase62(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = "";
  while (value > 0n) {
    text = (ALPHABET[Number(value % 62n)] as string) + text;
    value /= 62n;
  }
  return text.padStart(Math.ceil((bytes.byteLength * 8) / Math.log2(62)), "0");
}
