import type { Redis } from "./client";
import type { KeyList, RedisScript } from "./script";

/** So many requests wait for no others: while the hub works off a burst, the server should be at work too. */
const MAX_GATHERED = 16;

/** What several requests make of one run of a script. */
export interface Draft {
  readonly keys: KeyList;
  /** The script's JSON argument, once all are in. */
  argument(): unknown;
}

interface Batch<OwnDraft> {
  readonly draft: OwnDraft;
  readonly reply: Promise<unknown>;
  readonly resolve: (reply: Promise<unknown>) => void;
  size: number;
}

/**
 * A script that runs once for many requests: a command costs hub and server more than most of what it says, and
 * requests that come together say much the same. Those of one turn of the event loop leave together; what is asked
 * while a run is under way leaves when it has ended.
 */
export class GatheredScript<OwnDraft extends Draft> {
  private batch: Batch<OwnDraft> | null = null;
  private endOfTurn: NodeJS.Immediate | null = null;
  private underWay = 0;

  constructor(
    private readonly redis: Redis,
    private readonly script: RedisScript,
    private readonly newDraft: () => OwnDraft,
  ) {}

  /** The script's reply to all that ran with what `add` adds to the draft. */
  run(add: (draft: OwnDraft) => void): Promise<unknown> {
    this.batch ??= this.begin();
    const { batch } = this;
    add(batch.draft);
    batch.size++;
    if (batch.size === MAX_GATHERED) this.leave();
    else if (this.underWay === 0) this.leaveSoon();
    return batch.reply;
  }

  private begin(): Batch<OwnDraft> {
    let resolve: Batch<OwnDraft>["resolve"] = () => {};
    const reply = new Promise<unknown>((settle) => {
      resolve = settle;
    });
    return { draft: this.newDraft(), reply, resolve, size: 0 };
  }

  private leaveSoon(): void {
    this.endOfTurn ??= setImmediate(() => this.leave());
  }

  private leave(): void {
    if (this.endOfTurn) clearImmediate(this.endOfTurn);
    this.endOfTurn = null;
    const { batch } = this;
    if (!batch) return;
    this.batch = null;
    this.underWay++;
    const { draft } = batch;
    batch.resolve(
      this.script.run(this.redis, draft.keys.keys, draft.argument()).finally(() => this.noteEnd()),
    );
  }

  private noteEnd(): void {
    this.underWay--;
    if (this.batch && this.underWay === 0) this.leaveSoon();
  }
}
