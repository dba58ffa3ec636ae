import { createHash } from "node:crypto";

/** Anthropic's rule for names of tools and ids of calls (API reference, "Tool"). */
const UNSAFE = /[^a-zA-Z0-9_-]/g;
const MAX_LENGTH = 128;
const HASH_LENGTH = 8;

/**
 * Names as Anthropic takes them. A name that already fits stays; any other gets a hash of itself behind what of it
 * fits, so it comes out the same in every request, and two never meet.
 */
export class SafeNames {
  /** What a name is called on the wire → what the client calls it; only those that differ. */
  readonly renamed = new Map<string, string>();

  /** @param reserved names that are taken on the wire already */
  constructor(private readonly reserved: ReadonlySet<string> = new Set()) {}

  safe(name: string): string {
    const fitting = name.replace(UNSAFE, "_");
    if (fitting === name && name !== "" && name.length <= MAX_LENGTH && !this.reserved.has(name)) return name;
    const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH_LENGTH);
    const safe = `${fitting.slice(0, MAX_LENGTH - HASH_LENGTH - 1)}_${hash}`;
    this.renamed.set(safe, name);
    return safe;
  }
}
