import { randomBytes } from "node:crypto";
import { SEED_MARK } from "./marks";

/** An id with the seed mark in it, e.g. `msg_01` + seed + `00`. */
export function markedId(prefix: string, ordinal = 0): string {
  return `${prefix}${SEED_MARK}${ordinal.toString(16).padStart(2, "0")}`;
}

/** A source of seeds that are unique in this process and unlikely to repeat in another. */
export function createSeedSource(): () => string {
  const prefix = randomBytes(4).toString("hex");
  let last = 0;
  return () => prefix + (++last).toString(16).padStart(SEED_MARK.length - prefix.length, "0");
}
