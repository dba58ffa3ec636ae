import { DRAIN_MAX_BYTES, DRAIN_TIMEOUT_MS } from "@/config/limits";
import { classifyTransportError } from "@/infra/http/upstream-error";
import type { ByteSource } from "@/lib/byte-source";
import { CLIENT_LEFT } from "../forwarding/attempt";
import type { FailureCause } from "../forwarding/failure";
import { NO_BYTES } from "../forwarding/stream-passage";
import type { AnswerWatch } from "../forwarding/stream-watch";

/** How a stream came to its end. */
export type StreamEnd =
  | { readonly kind: "completed" }
  | { readonly kind: "client_left" }
  | { readonly kind: "broken"; readonly cause: BreakCause };

export type BreakCause = Extract<FailureCause, { kind: "transport" | "in_band" }>;

export interface MeteredStreamOptions {
  readonly held: readonly Uint8Array[];
  readonly source: ByteSource;
  readonly watch: AnswerWatch;
  /** Called once, before the last bytes go out: what the client has seen is then already on record. */
  readonly onEnd: (end: StreamEnd, bytes: number) => Promise<void>;
  /** What a client is sent when the stream breaks after it began; null where only a broken connection can tell. */
  readonly errorEvent: (message: string) => Uint8Array | null;
}

/**
 * A stream on its way to the client, watched as it passes. It is complete only when the dialect's terminal marker
 * came; an end without it is told to the client as an error event, never as silence. When the client leaves, the
 * upstream is read on for a bounded while, because its last event says what the answer cost.
 */
export class MeteredStream implements ByteSource {
  private next = 0;
  private bytes = 0;
  private hasEnded = false;
  private isDraining = false;
  /** Why the client's connection is to break. */
  private breaking: Error | null = null;

  constructor(private readonly options: MeteredStreamOptions) {}

  async read(): Promise<Uint8Array | null> {
    if (this.breaking) throw this.breaking;
    try {
      const chunk = await this.pull();
      if (this.hasEnded) return chunk;
      if (this.options.watch.isComplete) await this.end({ kind: "completed" });
      else if (this.options.watch.errorData !== null)
        await this.end({ kind: "broken", cause: inBand("error in stream") });
      else if (chunk === null) return await this.breakOff(inBand("the stream ended before it was complete"));
      return chunk;
    } catch (error) {
      if (this.hasEnded) return null;
      const { failure, message } = classifyTransportError(error);
      return await this.breakOff({ kind: "transport", failure, message });
    }
  }

  cancel(): void {
    if (this.hasEnded) {
      this.options.source.cancel(CLIENT_LEFT);
      return;
    }
    if (!this.isDraining) void this.drain();
  }

  /** The next chunk, watched and counted. */
  private async pull(): Promise<Uint8Array | null> {
    const { held, source, watch } = this.options;
    const waiting = held[this.next];
    if (waiting) {
      this.next++;
      this.bytes += waiting.byteLength;
      return waiting;
    }
    for (;;) {
      const chunk = await source.read();
      const passed = chunk === null ? watch.finish() : watch.feed(chunk);
      this.bytes += passed.byteLength;
      if (passed.byteLength > 0) return passed;
      if (chunk === null || this.hasNews()) return chunk && passed;
    }
  }

  /** Whether the end can be told though there is nothing to pass on. */
  private hasNews(): boolean {
    const { watch } = this.options;
    return !this.hasEnded && (watch.isComplete || watch.errorData !== null);
  }

  private async breakOff(cause: BreakCause): Promise<Uint8Array> {
    await this.end({ kind: "broken", cause });
    const event = this.options.errorEvent(cause.message);
    if (event) return event;
    this.breaking = new Error(cause.message);
    return NO_BYTES;
  }

  private async end(end: StreamEnd): Promise<void> {
    this.hasEnded = true;
    await this.options.onEnd(end, this.bytes);
  }

  /** Reads on without a client, for the usage, within bounds of time and bytes. */
  private async drain(): Promise<void> {
    this.isDraining = true;
    const { source, watch } = this.options;
    const timer = setTimeout(() => source.cancel(CLIENT_LEFT), DRAIN_TIMEOUT_MS);
    const until = this.bytes + DRAIN_MAX_BYTES;
    try {
      while (!watch.isComplete && this.bytes < until) {
        if ((await this.pull()) === null) break;
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
