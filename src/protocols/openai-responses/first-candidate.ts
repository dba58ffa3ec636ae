import type { LossList } from "../ir/loss";
import type { StreamPart } from "../ir/stream-part";

/** Tells the parts of the first candidate from those of others, for which the API has no place. */
export class FirstCandidate {
  private readonly others = new Set<number>();

  constructor(private readonly losses: LossList) {}

  has(part: StreamPart): boolean {
    if ("candidate" in part && part.candidate !== 0) {
      this.losses.dropped("multiple-candidates");
      if ("block" in part) this.others.add(part.block);
      return false;
    }
    return !("block" in part && this.others.has(part.block));
  }
}
