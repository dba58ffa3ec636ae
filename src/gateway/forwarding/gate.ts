import { GATE_MAX_BYTES, GATE_MAX_EVENTS } from "@/config/limits";
import type { ByteLease } from "@/lib/byte-budget";
import type { ByteSource } from "@/lib/byte-source";
import type { AnswerWatch } from "./stream-watch";

/** A client that saw nothing for this long should at least see that the answer has begun. */
const GATE_MAX_MS = 3_000;

export type GateResult =
  | { readonly isOpen: true; readonly held: readonly Uint8Array[] }
  | { readonly isOpen: false; readonly message: string };

/**
 * Holds the beginning of a stream back until real content shows. Until then nothing has reached the client, so an
 * error frame, an empty stream or a reset can still be answered by trying elsewhere. Opens unconditionally when a
 * bound of bytes, events or time is reached.
 *
 * Rejects with the source's error when it breaks meanwhile.
 */
export async function passGate(
  source: ByteSource,
  watch: AnswerWatch,
  lease: ByteLease,
  clock: { now(): number },
): Promise<GateResult> {
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  let firstEventAt: number | null = null;
  for (;;) {
    const chunk = await source.read();
    if (chunk === null) return { isOpen: false, message: "the stream ended before it said anything" };
    const passed = watch.feed(chunk);
    if (passed.byteLength > 0) held.push(passed);
    heldBytes += chunk.byteLength;
    if (watch.errorData !== null) return { isOpen: false, message: watch.errorData };
    if (watch.hasContent || watch.isComplete) return { isOpen: true, held };
    if (watch.events > 0) firstEventAt ??= clock.now();
    const waitedMs = firstEventAt === null ? 0 : clock.now() - firstEventAt;
    const isFull = heldBytes >= GATE_MAX_BYTES || watch.events >= GATE_MAX_EVENTS || waitedMs >= GATE_MAX_MS;
    if (isFull || !lease.grow(chunk.byteLength)) return { isOpen: true, held };
  }
}
