import { GATE_MAX_BYTES, GATE_MAX_EVENTS, GATE_MAX_MS } from "@/config/limits";
import type { ByteLease } from "@/lib/byte-budget";
import { type ByteSource, resumedSource } from "@/lib/byte-source";
import type { ClientConnection } from "../types";
import type { StreamWatch } from "./stream-watch";

export type GateResult =
  | {
      readonly isOpen: true;
      readonly held: Uint8Array[];
      /** What follows the held chunks. */
      readonly rest: ByteSource;
    }
  | { readonly isOpen: false; readonly message: string };

/**
 * Holds the beginning of a stream back until real content shows. Until then nothing has reached the client, so an
 * error frame, an empty stream or a reset can still be answered by trying elsewhere. Opens unconditionally when a
 * bound of bytes, events or time is reached, and when the client leaves: then there is nobody to try elsewhere for.
 *
 * Rejects with the source's error when it breaks meanwhile.
 */
export async function passGate(
  source: ByteSource,
  watch: StreamWatch,
  lease: ByteLease,
  connection: ClientConnection,
): Promise<GateResult> {
  const patience = new Patience(connection);
  const gate = new Gate(watch, lease);
  try {
    while (!gate.result) {
      const reading = source.read();
      const chunk = await patience.waitFor(reading);
      if (chunk === OVER) return gate.open(resumedSource(reading, source));
      gate.see(chunk, source);
      patience.begin();
    }
    return gate.result;
  } finally {
    patience.end();
    gate.settle();
  }
}

class Gate {
  result: GateResult | null = null;
  private readonly held: Uint8Array[] = [];
  private heldBytes = 0;
  private leasedBytes = 0;

  constructor(
    private readonly watch: StreamWatch,
    private readonly lease: ByteLease,
  ) {}

  see(chunk: Uint8Array | null, source: ByteSource): void {
    const { watch, held, lease } = this;
    if (chunk === null) {
      this.result = { isOpen: false, message: "the stream ended before it said anything" };
      return;
    }
    const passed = watch.feed(chunk);
    if (passed.byteLength > 0) held.push(passed);
    this.heldBytes += chunk.byteLength;
    if (watch.errorData !== null) {
      this.result = { isOpen: false, message: watch.errorData };
      return;
    }
    const isFull = this.heldBytes >= GATE_MAX_BYTES || watch.events >= GATE_MAX_EVENTS;
    const hasRoom = lease.grow(passed.byteLength);
    if (hasRoom) this.leasedBytes += passed.byteLength;
    if (watch.hasContent || watch.isComplete || isFull || !hasRoom) this.open(source);
  }

  open(rest: ByteSource): GateResult {
    this.result = { isOpen: true, held: this.held, rest };
    return this.result;
  }

  /** What is held is paid for as long as it waits for the client; behind a shut gate it is gone. */
  settle(): void {
    if (!this.result?.isOpen) this.lease.shrink(this.leasedBytes);
  }
}

const OVER = Symbol("over");

/** Ends when time is up, counted from `begin`, or when the client leaves. */
class Patience {
  private readonly over: Promise<typeof OVER>;
  private giveUp!: () => void;
  private timer: NodeJS.Timeout | undefined;
  private readonly stopListening: () => void;

  constructor(connection: ClientConnection) {
    this.over = new Promise((resolve) => {
      this.giveUp = () => resolve(OVER);
    });
    this.stopListening = connection.onGone(this.giveUp);
    if (connection.isGone) this.giveUp();
  }

  begin(): void {
    this.timer ??= setTimeout(this.giveUp, GATE_MAX_MS);
  }

  waitFor<Value>(work: Promise<Value>): Promise<Value | typeof OVER> {
    return Promise.race([work, this.over]);
  }

  end(): void {
    clearTimeout(this.timer);
    this.stopListening();
  }
}
