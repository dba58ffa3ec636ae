import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "./body-change";

const OPEN_BRACE = 0x7b;
const COMMA = 0x2c;

/** The changes that take top-level members out of a body, with one comma for each; all of equal names. */
export function memberRemovals({ bytes, outline }: JsonBody, names: readonly string[]): BodyChange[] {
  const changes: BodyChange[] = [];
  const isOut = outline.map(({ key }) => names.includes(key));
  for (let first = 0; first < outline.length; first++) {
    if (!isOut[first]) continue;
    const next = isOut.indexOf(false, first);
    const last = next === -1 ? outline.length - 1 : next - 1;
    changes.push({ ...rangeOf({ bytes, outline }, first, last), text: "" });
    first = last;
  }
  return changes;
}

/** From the end of the member before them; the first ones of a body go with the comma behind them. */
function rangeOf({ bytes, outline }: JsonBody, first: number, last: number) {
  const end = outline[last]?.end ?? 0;
  const before = outline[first - 1];
  if (before) return { start: before.end, end };
  const start = bytes.indexOf(OPEN_BRACE) + 1;
  return { start, end: last === outline.length - 1 ? end : bytes.indexOf(COMMA, end) + 1 };
}
