import { createHash } from "node:crypto";

const ALLOWED = /^[a-zA-Z0-9_-]{1,64}$/;
const MAX_LENGTH = 64;
const HASH_LENGTH = 8;

/**
 * What tools are called upstream, which takes names of 64 letters, digits, `_` and `-`. A name that is none is cut and
 * ends in a hash of the whole, so that it is the same in each turn and another than its neighbours'.
 */
export class ToolNames {
  /** What a tool is called upstream → what the client calls it; only those that differ. */
  readonly restored = new Map<string, string>();

  upstream(name: string): string {
    if (ALLOWED.test(name)) return name;
    const short = shortName(name);
    this.restored.set(short, name);
    return short;
  }
}

/** Ids of calls have the same bound; what is longer is hashed, alike in a call and its result. */
export function upstreamCallId(id: string): string {
  return id.length <= MAX_LENGTH ? id : shortName(id);
}

function shortName(name: string): string {
  const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH_LENGTH);
  const head = name.replace(/[^a-zA-Z0-9_-]/g, "_").slice(0, MAX_LENGTH - HASH_LENGTH - 1);
  return `${head}_${hash}`;
}
