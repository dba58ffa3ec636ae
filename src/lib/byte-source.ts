/**
 * A body that is produced when somebody asks for it. Whoever reads decides the pace: nothing is fetched ahead of
 * the reader beyond one chunk, so a slow client slows the upstream.
 */
export interface ByteSource {
  /** The next chunk, or null behind the last one. Rejects when the body breaks. One read at a time. */
  read(): Promise<Uint8Array | null>;
  /** The reader will not read on. Never throws; safe to call more than once. */
  cancel(reason: unknown): void;
}

/** A source over chunks that are already here. */
export function sourceOf(chunks: readonly Uint8Array[]): ByteSource {
  let next = 0;
  return {
    read: async () => chunks[next++] ?? null,
    cancel: () => {
      next = chunks.length;
    },
  };
}

/** A source on which a read is under way already: its chunk comes first. */
export function resumedSource(reading: Promise<Uint8Array | null>, rest: ByteSource): ByteSource {
  let first: typeof reading | null = reading;
  // Whoever cancels instead of reading does not wait for it; that must not count as unhandled.
  reading.catch(() => {});
  return {
    read() {
      const chunk = first ?? rest.read();
      first = null;
      return chunk;
    },
    cancel: (reason) => rest.cancel(reason),
  };
}

/**
 * Reads a whole body, at most `maxBytes` of it.
 *
 * @returns the bytes, and whether the body went on behind them (then it has been cancelled).
 */
export async function readAll(
  source: ByteSource,
  maxBytes: number,
): Promise<{ bytes: Buffer; truncated: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const chunk = await source.read();
    if (chunk === null) return { bytes: Buffer.concat(chunks), truncated: false };
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > maxBytes) {
      source.cancel(new Error("body exceeds the limit"));
      return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), truncated: true };
    }
  }
}
