import "server-only";

const HEX_DIGITS_OF_TIME = 12;

/** When a request arrived: its id is a UUIDv7, which tells it, and thereby its partition (RFC 9562 §5.7). */
export function createdAtOf(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll("-", "").slice(0, HEX_DIGITS_OF_TIME), 16));
}
