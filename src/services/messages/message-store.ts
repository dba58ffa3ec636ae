import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { StoredMessages } from "@/domain/request/stored-messages";
import type { Logger } from "@/infra/logger";
import { ByteBudget, type ByteLease } from "@/lib/byte-budget";
import { withDeadline } from "@/lib/deadline";
import { MessageCopy, type Question } from "./message-copy";

interface MessageStoreOptions {
  /** The budget of all requests. */
  readonly budget: ByteBudget;
  /** What all copies together may hold of it. */
  readonly maxBytes: number;
  readonly write: (messages: readonly StoredMessages[]) => Promise<void>;
  readonly logger: Logger;
}

/** Messages gather this long before they are written. */
const FLUSH_DELAY_MS = 500;

/** A batch that cannot be written is tried so often, with a pause; then it is lost. The ledger never is; this may be. */
const TRIES = 3;
const RETRY_DELAY_MS = 2_000;

const BATCH_SIZE = 16;

/** So many exchanges wait to be written; while the database is away, further ones are not stored. */
const MAX_WAITING = 1_000;

/**
 * Where messages go to be stored, when an operator has switched that on. Nobody waits for it: a copy is paid from the
 * budget of all requests, or there is none, and it is written after its request has ended.
 */
export class MessageStore {
  private readonly own: ByteBudget;
  private waiting: MessageCopy[] = [];
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(private readonly options: MessageStoreOptions) {
    this.own = new ByteBudget(options.maxBytes);
  }

  /** Bytes that all copies hold now. */
  get held(): number {
    return this.own.held;
  }

  /** Sets the request aside; its answer follows. Every copy must be kept. */
  open({ body, ...question }: Question): MessageCopy {
    const lease = bothLeases(this.options.budget.open(), this.own.open());
    return new MessageCopy(question, body, lease, (copy) => this.enqueue(copy));
  }

  /** Writes what waits; resolves when that is done, or was tried often enough. */
  async flush(): Promise<void> {
    await this.running;
    this.running ??= this.writeAll().finally(() => {
      this.running = null;
    });
    await this.running;
  }

  async close(timeoutMs: number): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    await withDeadline(this.flush(), timeoutMs);
  }

  private enqueue(copy: MessageCopy): void {
    if (this.waiting.length >= MAX_WAITING) {
      copy.release();
      return;
    }
    this.waiting.push(copy);
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.flush();
    }, FLUSH_DELAY_MS).unref();
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const copies = this.waiting.splice(0, BATCH_SIZE);
      const messages: StoredMessages[] = [];
      for (const copy of copies) {
        messages.push(copy.storable());
        // Requests go before.
        await nextTurn();
      }
      await this.tryToWrite(messages);
      for (const copy of copies) copy.release();
    }
  }

  private async tryToWrite(messages: readonly StoredMessages[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.options.write(messages);
        return;
      } catch (error) {
        if (attempt >= TRIES) {
          this.options.logger.error({ err: error, lost: messages.length }, "messages could not be stored");
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS).unref());
      }
    }
  }
}

function bothLeases(first: ByteLease, second: ByteLease): ByteLease {
  return {
    grow(bytes) {
      if (!first.grow(bytes)) return false;
      if (second.grow(bytes)) return true;
      first.shrink(bytes);
      return false;
    },
    shrink(bytes) {
      first.shrink(bytes);
      second.shrink(bytes);
    },
    release() {
      first.release();
      second.release();
    },
  };
}
