import { type TransportFailure, UpstreamTransportError } from "@/infra/http/upstream-error";
import type { ByteSource } from "@/lib/byte-source";
import type { BodyDeadlines } from "./deadlines";

/**
 * A source that fails when its upstream keeps a reader waiting too long. Time counts only while somebody waits: a
 * slow client must not make the upstream look slow. Empty chunks are no data: they reset nothing.
 */
export function timedSource(inner: ByteSource, deadlines: BodyDeadlines): ByteSource {
  return new TimedSource(inner, deadlines);
}

class TimedSource implements ByteSource {
  private isFirst = true;
  private waitedMs = 0;

  constructor(
    private readonly inner: ByteSource,
    private readonly deadlines: BodyDeadlines,
  ) {}

  async read(): Promise<Uint8Array | null> {
    const limit = this.limit();
    const timer = limit && setTimeout(() => this.inner.cancel(limit.error()), limit.ms);
    const startedAt = performance.now();
    try {
      let chunk = await this.inner.read();
      while (chunk?.byteLength === 0) chunk = await this.inner.read();
      this.isFirst = false;
      return chunk;
    } finally {
      if (timer) clearTimeout(timer);
      this.waitedMs += performance.now() - startedAt;
    }
  }

  cancel(reason: unknown): void {
    this.inner.cancel(reason);
  }

  /** The deadline that comes first; null when there is none. */
  private limit(): { readonly ms: number; readonly error: () => UpstreamTransportError } | null {
    const { firstMs, idleMs, totalMs } = this.deadlines;
    const phaseMs = this.isFirst ? firstMs : idleMs;
    const leftMs = Math.max(1, totalMs - this.waitedMs);
    if (totalMs > 0 && (phaseMs === 0 || leftMs < phaseMs)) {
      return { ms: leftMs, error: () => timeoutError("body_timeout", "the answer was not complete in time") };
    }
    if (phaseMs === 0) return null;
    return this.isFirst
      ? { ms: phaseMs, error: () => timeoutError("headers_timeout", "the first byte did not come in time") }
      : { ms: phaseMs, error: () => timeoutError("body_timeout", `no data came within ${phaseMs} ms`) };
  }
}

export function timeoutError(failure: TransportFailure, message: string): UpstreamTransportError {
  return new UpstreamTransportError(failure, message, undefined);
}
