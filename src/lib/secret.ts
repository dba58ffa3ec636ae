import { inspect } from "node:util";

const HIDDEN = "•••";

/**
 * A text that must not be printed. Whatever serialises or logs it, and whatever object it stands in, only `reveal`
 * gives the text away; so a log line needs no list of field names to blank.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself. Call it where it is used, and keep the result nowhere. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
