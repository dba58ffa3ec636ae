import { DRAIN_MAX_BYTES, DRAIN_TIMEOUT_MS, TAIL_MAX_BYTES, TAIL_TIMEOUT_MS } from "@/config/limits";
import { classifyTransportError } from "@/infra/http/upstream-error";
import type { ByteSource } from "@/lib/byte-source";
import { SseBoundary } from "@/lib/sse-boundary";
import { CLIENT_LEFT } from "../forwarding/client-left";
import type { FailureCause } from "../forwarding/failure";
import type { Passage } from "../forwarding/read-answer";
import { TERMINATED_MESSAGE } from "../terminated-error";

/** How a passing answer came to its end. */
export type StreamEnd =
  | { readonly kind: "completed" }
  | { readonly kind: "client_left" }
  | { readonly kind: "broken"; readonly cause: BreakCause };

export type BreakCause = Extract<FailureCause, { kind: "transport" | "in_band" | "terminated" }>;

export interface MeteredStreamOptions extends Passage {
  /** Called once, before the last bytes go out: what the client has seen is then already on record. */
  readonly onEnd: (end: StreamEnd, deliveredBytes: number) => Promise<void>;
  /** Sees what goes to the client; null when nobody wants to. */
  readonly onPassed: ((chunk: Uint8Array) => void) | null;
  /** Called as held chunks go. */
  readonly onFreed: (bytes: number) => void;
  /** What a client is sent when its stream breaks after it began; null where only a broken connection can tell. */
  readonly errorEvent: (cause: BreakCause) => Uint8Array | null;
}

const ANSWERED = new Error("the answer has ended");

/**
 * An answer on its way to the client, watched as it passes. A stream is complete only when the dialect's terminal
 * marker came; an end without it is told to the client as an error event, never as silence. In one piece there is no
 * place for an error: there the source fails, and with it the client's connection. When the client leaves, the
 * upstream is read on for a bounded while, because its last bytes say what the answer cost.
 */
export class MeteredStream implements ByteSource {
  private deliveredBytes = 0;
  private hasEnded = false;
  private isAbandoned = false;
  /** Of the upstream's, behind what was held. */
  private fetchedBytes = 0;
  /** The upstream's chunk that is waited for. */
  private reading: Promise<Uint8Array | null> | null = null;
  private tailBytes = 0;
  private tailTimer: NodeJS.Timeout | undefined;
  private isTerminated = false;
  private readonly boundary = new SseBoundary();

  constructor(private readonly options: MeteredStreamOptions) {}

  async read(): Promise<Uint8Array | null> {
    // Whoever drains it is the only reader from then on.
    if (this.isAbandoned) return null;
    let chunk: Uint8Array | null | undefined;
    try {
      chunk = this.takeHeld();
      while (chunk === undefined) chunk = this.passed(await this.fetch());
    } catch (error) {
      return this.afterBreak(error);
    }
    if (this.isAbandoned) return null;
    if (this.hasEnded) return this.passTail(chunk);
    if (this.isTerminated) return this.breakOff({ kind: "terminated" });
    if (chunk) this.note(chunk);
    const { held, watch } = this.options;
    if (held.length > 0) return chunk;
    if (watch.errorData !== null) await this.end({ kind: "broken", cause: inBand("error in stream") });
    else if (watch.isComplete || (chunk === null && watch.mayEndHere)) await this.end({ kind: "completed" });
    else if (chunk === null) return this.breakOff(inBand("the answer ended before it was complete"));
    return chunk;
  }

  /** Client bytes that went out so far. */
  get delivered(): number {
    return this.deliveredBytes;
  }

  /** An admin ended the session: the upstream is given up, and the client told with its next read. */
  terminate(): void {
    if (this.hasEnded || this.isAbandoned) return;
    this.isTerminated = true;
    this.options.source.cancel(CLIENT_LEFT);
  }

  cancel(): void {
    if (this.isAbandoned) return;
    this.isAbandoned = true;
    if (this.hasEnded) this.close(CLIENT_LEFT);
    else void this.drain();
  }

  private takeHeld(): Uint8Array | undefined {
    const { held, isHeldWatched, watch, onFreed } = this.options;
    const chunk = held.shift();
    if (!chunk) return undefined;
    onFreed(chunk.byteLength);
    return isHeldWatched ? chunk : watch.feed(chunk);
  }

  private fetch(): Promise<Uint8Array | null> {
    this.reading = this.options.source.read();
    return this.reading;
  }

  /** What a fetched chunk is to the client: its bytes, which are none where there is only news; undefined if nothing. */
  private passed(fetched: Uint8Array | null): Uint8Array | null | undefined {
    const { watch } = this.options;
    this.reading = null;
    this.fetchedBytes += fetched?.byteLength ?? 0;
    const passed = fetched === null ? watch.finish() : watch.feed(fetched);
    if (passed.byteLength > 0) return passed;
    if (fetched === null) return null;
    // Whoever drains goes on by itself: two reads at a time would be one too many.
    return watch.isComplete || watch.errorData !== null || this.isAbandoned ? passed : undefined;
  }

  private note(chunk: Uint8Array): void {
    this.deliveredBytes += chunk.byteLength;
    this.options.onPassed?.(chunk);
    this.boundary.pass(chunk);
  }

  /** An upstream may say some more behind the end, but not for ever. */
  private passTail(chunk: Uint8Array | null): Uint8Array | null {
    this.tailBytes += chunk?.byteLength ?? 0;
    if (chunk !== null && this.tailBytes <= TAIL_MAX_BYTES) return chunk;
    this.close(ANSWERED);
    return null;
  }

  private async afterBreak(error: unknown): Promise<Uint8Array | null> {
    // What the client was waiting for was there already.
    if (this.hasEnded) this.close(ANSWERED);
    if (this.hasEnded || this.isAbandoned) return null;
    if (this.isTerminated) return this.breakOff({ kind: "terminated" });
    const { failure, message } = classifyTransportError(error);
    return this.breakOff({ kind: "transport", failure, message });
  }

  private async breakOff(cause: BreakCause): Promise<Uint8Array> {
    const event = this.options.errorEvent(cause);
    if (event) this.options.onPassed?.(event);
    await this.end({ kind: "broken", cause });
    if (!event) throw new Error(cause.kind === "terminated" ? TERMINATED_MESSAGE : cause.message);
    // Behind half an event the error would be taken for its other half.
    return this.boundary.isHere ? event : Buffer.concat([Buffer.from("\n\n"), event]);
  }

  private async end(end: StreamEnd): Promise<void> {
    this.hasEnded = true;
    if (end.kind !== "client_left") {
      this.tailTimer = setTimeout(() => this.close(ANSWERED), TAIL_TIMEOUT_MS);
    }
    await this.options.onEnd(end, this.deliveredBytes);
  }

  private close(reason: Error): void {
    clearTimeout(this.tailTimer);
    this.options.source.cancel(reason);
  }

  /** Reads on without a client, for the usage, within bounds of time and bytes. */
  private async drain(): Promise<void> {
    const { source, watch } = this.options;
    const timer = setTimeout(() => source.cancel(CLIENT_LEFT), DRAIN_TIMEOUT_MS);
    try {
      while (this.takeHeld()) {
        // What was held back goes nowhere; it is only looked into.
      }
      const until = this.fetchedBytes + DRAIN_MAX_BYTES;
      // A chunk the client was waiting for is watched by whoever asked for it.
      let hasMore = this.reading === null || (await this.reading) !== null;
      while (hasMore && !watch.isComplete && watch.errorData === null && this.fetchedBytes < until) {
        hasMore = this.passed(await this.fetch()) !== null;
      }
    } catch {
      // The upstream broke, or the time was up: what was seen is what is known.
    } finally {
      clearTimeout(timer);
      source.cancel(CLIENT_LEFT);
    }
    if (!this.hasEnded) await this.end({ kind: "client_left" });
  }
}

function inBand(message: string): BreakCause {
  return { kind: "in_band", message };
}
