import type { StreamPart } from "./stream-part";
import { TranslationError } from "./translation-error";

/** What may be held back of one answer, in UTF-16 code units; an answer's parallel tool calls are far below it. */
export const MAX_HELD_LENGTH = 4 * 1024 * 1024;

/** What a held part costs besides its text. */
const PART_OVERHEAD = 64;

/** Parts that wait for the block before them: those of one block, or a whole answer's `finish`. */
interface HeldBlock {
  /** null for what belongs to no block. */
  readonly block: number | null;
  readonly parts: StreamPart[];
  isEnded: boolean;
}

/**
 * Puts blocks that are open at the same time one behind the other, in the order they began: the first streams on as it
 * comes, what arrives for the others is held until it ends. For encoders of protocols that know one open block only.
 */
export class BlockSequencer {
  private live: number | null = null;
  private readonly waiting: HeldBlock[] = [];
  private heldLength = 0;

  constructor(private readonly maxHeldLength = MAX_HELD_LENGTH) {}

  /** @throws {TranslationError} `invalid_answer` for parts of no open block, and when too much would be held */
  push(part: StreamPart): readonly StreamPart[] {
    switch (part.kind) {
      case "start":
        return [part];
      case "text-start":
      case "reasoning-start":
      case "tool-input-start":
      case "refusal-start":
        return this.begin(part, part.block);
      case "opaque":
      case "media":
      case "finish":
        return this.whole(part);
      case "end":
        this.refuseOpenBlocks();
        return [part];
      case "text-delta":
      case "citation":
      case "reasoning-delta":
      case "tool-input-delta":
      case "refusal-delta":
        return this.inside(part, part.block);
      case "text-end":
      case "reasoning-end":
      case "tool-input-end":
      case "refusal-end":
        return this.finishBlock(part, part.block);
    }
  }

  private begin(part: StreamPart, block: number): readonly StreamPart[] {
    if (this.isOpen(block)) throw invalid(`block ${block} begins twice`);
    if (this.live !== null) {
      this.hold({ block, parts: [], isEnded: false }, part);
      return [];
    }
    this.live = block;
    return [part];
  }

  private whole(part: StreamPart): readonly StreamPart[] {
    if (this.live === null) return [part];
    this.hold({ block: null, parts: [], isEnded: true }, part);
    return [];
  }

  private inside(part: StreamPart, block: number): readonly StreamPart[] {
    if (block === this.live) return [part];
    this.addTo(this.waitingBlock(block), part);
    return [];
  }

  private finishBlock(part: StreamPart, block: number): readonly StreamPart[] {
    if (block === this.live) {
      this.live = null;
      return [part, ...this.release()];
    }
    const held = this.waitingBlock(block);
    this.addTo(held, part);
    held.isEnded = true;
    return [];
  }

  /** What waits, up to and with the next block that is still open. */
  private release(): StreamPart[] {
    const released: StreamPart[] = [];
    while (this.live === null) {
      const next = this.waiting.shift();
      if (!next) break;
      released.push(...next.parts);
      if (!next.isEnded) this.live = next.block;
    }
    this.heldLength = this.waiting.flatMap((held) => held.parts).reduce((sum, part) => sum + costOf(part), 0);
    return released;
  }

  private hold(held: HeldBlock, part: StreamPart): void {
    this.waiting.push(held);
    this.addTo(held, part);
  }

  private addTo(held: HeldBlock, part: StreamPart): void {
    const joined = joinDeltas(held.parts.at(-1), part);
    if (joined) held.parts.pop();
    this.heldLength += joined ? costOf(part) - PART_OVERHEAD : costOf(part);
    if (this.heldLength > this.maxHeldLength) throw invalid("too much content in blocks that overlap");
    held.parts.push(joined ?? part);
  }

  private isOpen(block: number): boolean {
    return block === this.live || this.waiting.some((held) => held.block === block && !held.isEnded);
  }

  private waitingBlock(block: number): HeldBlock {
    const held = this.waiting.find((candidate) => candidate.block === block && !candidate.isEnded);
    if (!held) throw invalid(`block ${block} is not open`);
    return held;
  }

  private refuseOpenBlocks(): void {
    if (this.live !== null) throw invalid(`block ${this.live} never ended`);
  }
}

/** Two deltas of the same block as one; null for parts that cannot be joined. */
function joinDeltas(earlier: StreamPart | undefined, later: StreamPart): StreamPart | null {
  if (earlier?.kind !== later.kind || !("text" in earlier) || !("text" in later)) return null;
  return { ...earlier, text: earlier.text + later.text };
}

function costOf(part: StreamPart): number {
  if ("text" in part) return PART_OVERHEAD + part.text.length;
  if (part.kind === "media") return PART_OVERHEAD + part.data.length;
  return PART_OVERHEAD;
}

function invalid(message: string): TranslationError {
  return new TranslationError("invalid_answer", message);
}
