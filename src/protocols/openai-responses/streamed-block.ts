import type { StreamPart } from "../ir/stream-part";

type Kind = "text" | "refusal" | "reasoning" | "tool-input";

/** A block of text on its way: what came of it, so that an event with the whole gives the rest only. */
export class StreamedBlock {
  private length = 0;
  private isEnded = false;

  constructor(
    readonly kind: Kind,
    readonly number: number,
  ) {}

  delta(text: string): StreamPart[] {
    if (text === "" || this.isEnded) return [];
    this.length += text.length;
    return [{ kind: `${this.kind}-delta`, block: this.number, text }];
  }

  /** What the whole text has beyond what came. */
  complete(whole: string): StreamPart[] {
    return whole.length > this.length ? this.delta(whole.slice(this.length)) : [];
  }

  get isOver(): boolean {
    return this.isEnded;
  }

  /** Once; what comes later does not count. */
  end(): StreamPart[] {
    if (this.isEnded) return [];
    const { kind, number: block } = this;
    this.isEnded = true;
    switch (kind) {
      case "text":
        return [{ kind: "text-end", block, own: null }];
      case "refusal":
        return [{ kind: "refusal-end", block }];
      case "reasoning":
        return [{ kind: "reasoning-end", block, opaque: null }];
      case "tool-input":
        return [{ kind: "tool-input-end", block }];
    }
  }
}
