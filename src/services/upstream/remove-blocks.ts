import { cutsFor, elementsAt, type JsonRange } from "@/lib/json-elements";
import { findMember, OPEN_BRACE, outlineJson, readMember } from "@/lib/json-outline";
import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "./body-change";

/** Reads a member of a block. */
export type BlockReader = (key: string) => unknown;

/** Where blocks stand: in a list of the body, or in a list inside each element of one. */
export interface BlockPlace {
  readonly list: string;
  readonly inner: string | null;
}

/**
 * Takes blocks out of a conversation and leaves every other byte. A turn that has nothing left goes with its blocks:
 * no API takes an empty one.
 */
export function removeBlocks(
  { bytes, outline }: JsonBody,
  { list, inner }: BlockPlace,
  isRemoved: (read: BlockReader, turn: BlockReader) => boolean,
): BodyChange[] {
  const member = findMember(outline, list);
  if (!member) return [];
  const turns = elementsAt(bytes, member.start);
  const changes: JsonRange[] = [];
  const gone = new Set<number>();
  for (const [index, turn] of turns.entries()) {
    const read = readerOf(bytes, turn);
    if (inner === null) {
      if (isRemoved(read, read)) gone.add(index);
      continue;
    }
    const blocks = innerBlocks(bytes, turn, inner);
    const removed = new Set(blocks.filter((block) => isRemoved(readerOf(bytes, block), read)));
    if (removed.size === 0) continue;
    if (removed.size === blocks.length) gone.add(index);
    else changes.push(...cutsFor(blocks, (at) => !removed.has(blocks[at] as JsonRange)));
  }
  changes.push(...cutsFor(turns, (index) => !gone.has(index)));
  return changes.map((range) => ({ ...range, text: "" }));
}

function innerBlocks(bytes: Buffer, turn: JsonRange, inner: string): JsonRange[] {
  if (bytes[turn.start] !== OPEN_BRACE) return [];
  const content = findMember(outlineJson(bytes.subarray(turn.start, turn.end)), inner);
  return content ? elementsAt(bytes, turn.start + content.start) : [];
}

function readerOf(bytes: Buffer, { start, end }: JsonRange): BlockReader {
  if (bytes[start] !== OPEN_BRACE) return () => undefined;
  const block = bytes.subarray(start, end);
  const outline = outlineJson(block);
  return (key) => readMember(block, outline, key);
}
