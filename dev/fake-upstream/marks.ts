/**
 * Stands in every id of a rendered answer where the part that differs per response goes. Answers can so be
 * rendered once and stamped per request. Hexadecimal, because some ids are.
 */
export const SEED_MARK = "5eed5eed5eed5eed5eed";

/** The name of a JSON member in whose place the fields that an API echoes from its request go. */
export const ECHO_NAME = "\uE000echo\uE000";

/** The echo member as it looks in JSON. Private-use characters stay as they are there. */
const ECHO_MARK = `"${ECHO_NAME}":0`;

/** What goes in place of the marks of one response. */
export type Stamps = {
  readonly seed: string;
  /** JSON members without braces. */
  readonly echo: Buffer;
};

/** Replaces the marks in a string. */
export function stampText(text: string, { seed, echo }: Stamps): string {
  return cutAtEchoes(text).join(echo.toString()).replaceAll(SEED_MARK, seed);
}

/** The parts of a text between its echo marks. */
export function cutAtEchoes(text: string): string[] {
  return text.split(ECHO_MARK);
}
