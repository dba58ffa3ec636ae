/** Flags that the `anthropic-beta` header is to have, and those it is not to have. */
export interface BetaFlags {
  readonly add: readonly string[];
  /** What a flag to be taken out begins with; its end is a date. */
  readonly removePrefixes: readonly string[];
}

export const NO_BETA_FLAGS: BetaFlags = Object.freeze({ add: [], removePrefixes: [] });

const NAME = "anthropic-beta";

/** Brings the flags into flat headers (name, value, …), which are changed. Where nothing is to be done no byte changes. */
export function withBetaFlags(headers: string[], { add, removePrefixes }: BetaFlags): void {
  if (add.length === 0 && removePrefixes.length === 0) return;
  const has = new Set<string>();
  let last = -1;
  for (let at = 0; at + 1 < headers.length; at += 2) {
    if (headers[at]?.toLowerCase() !== NAME) continue;
    const value = headers[at + 1] as string;
    const kept = without(value, removePrefixes);
    if (kept === "") {
      headers.splice(at, 2);
      at -= 2;
      continue;
    }
    headers[at + 1] = kept;
    for (const flag of flagsOf(kept)) has.add(flag);
    last = at + 1;
  }
  const missing = add.filter((flag) => !has.has(flag)).join(",");
  if (missing === "") return;
  if (last === -1) headers.push(NAME, missing);
  else headers[last] = `${headers[last]},${missing}`;
}

/** The very value where none of its flags goes. */
function without(value: string, prefixes: readonly string[]): string {
  const flags = flagsOf(value);
  const kept = flags.filter((flag) => !prefixes.some((prefix) => flag.startsWith(prefix)));
  return kept.length === flags.length ? value : kept.join(",");
}

function flagsOf(value: string): string[] {
  return value.split(",").map((flag) => flag.trim());
}
