import { createHash } from "node:crypto";

/**
 * What Gemini allows in the name of a function: a letter or an underscore, then letters, digits, `_.:-`, 64 in all
 * (FunctionDeclaration, ai.google.dev/api/caching).
 */
const ALLOWED = /^[A-Za-z_][\w.:-]{0,63}$/;
const FORBIDDEN = /[^\w.:-]/g;
const MAX_LENGTH = 64;
const DIGEST_LENGTH = 8;

/** Gives tools names that Gemini takes, the same ones each time. */
export class ToolNames {
  private readonly originals = new Map<string, string>();

  /** What `name` is called at Gemini. */
  wireName(name: string): string {
    if (ALLOWED.test(name)) return name;
    const digest = createHash("sha256").update(name).digest("hex").slice(0, DIGEST_LENGTH);
    const words = name.replaceAll(FORBIDDEN, "_").replace(/^(?![A-Za-z_])/, "_");
    const short = `${words.slice(0, MAX_LENGTH - DIGEST_LENGTH - 1)}_${digest}`;
    this.originals.set(short, name);
    return short;
  }

  /** Changed names → what the client calls them. */
  get toolNames(): ReadonlyMap<string, string> {
    return this.originals;
  }
}
