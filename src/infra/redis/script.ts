import { createHash } from "node:crypto";
import type { Redis } from "./client";

/** Collects the keys a script touches; its JSON refers to them by position, counted from 1 as in Lua. */
export class KeyList {
  readonly keys: string[] = [];
  private readonly positions = new Map<string, number>();

  at(key: string): number {
    const known = this.positions.get(key);
    if (known !== undefined) return known;
    this.keys.push(key);
    this.positions.set(key, this.keys.length);
    return this.keys.length;
  }
}

/** A Lua script sent by its digest, and in full only to a server that does not know it yet. */
export class RedisScript {
  private readonly sha: string;

  constructor(private readonly source: string) {
    this.sha = createHash("sha1").update(source).digest("hex");
  }

  /** Runs the script with `keys` and one JSON argument. */
  async run(redis: Redis, keys: readonly string[], request: unknown): Promise<unknown> {
    const json = JSON.stringify(request);
    try {
      return await redis.evalsha(this.sha, keys.length, ...keys, json);
    } catch (error) {
      if (!String(error).includes("NOSCRIPT")) throw error;
      return await redis.eval(this.source, keys.length, ...keys, json);
    }
  }
}
