import { crc32 } from "node:zlib";
import { toBase62 } from "@/lib/base62";

const PREFIX = "sk-cch-";
const RANDOM_BYTES = 32;
const CHECKSUM_BYTES = 4;
const DISPLAY_LENGTH = PREFIX.length + 6;

/**
 * The text of a new API key: a recognisable prefix, 32 random bytes in base 62, and a checksum by which a mistyped
 * key and a leaked one can be told apart without asking the hub.
 *
 * @param random 32 bytes from a cryptographic source
 */
export function composeKey(random: Uint8Array): string {
  if (random.byteLength !== RANDOM_BYTES) throw new RangeError(`expected ${RANDOM_BYTES} random bytes`);
  const secret = toBase62(random);
  return `${PREFIX}${secret}${checksum(secret)}`;
}

/** What of a key may be stored and shown. */
export function displayPrefix(key: string): string {
  return key.slice(0, DISPLAY_LENGTH);
}

function checksum(text: string): string {
  const bytes = Buffer.alloc(CHECKSUM_BYTES);
  bytes.writeUInt32BE(crc32(text));
  return toBase62(bytes);
}
