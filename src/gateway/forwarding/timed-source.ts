import { type TransportFailure, UpstreamTransportError } from "@/infra/http/upstream-error";
import type { ByteSource } from "@/lib/byte-source";

interface TimedSourceOptions {
  /** Ms the first read may wait, and each later one; 0 = for ever. */
  readonly firstMs: number;
  readonly idleMs: number;
}

/**
 * A source that fails when its upstream keeps a reader waiting too long. Time counts only while somebody waits: a
 * slow client must not make the upstream look idle.
 */
export function timedSource(inner: ByteSource, { firstMs, idleMs }: TimedSourceOptions): ByteSource {
  let isFirst = true;
  return {
    async read() {
      const allowedMs = isFirst ? firstMs : idleMs;
      if (allowedMs === 0) {
        isFirst = false;
        return inner.read();
      }
      const failure: TransportFailure = isFirst ? "headers_timeout" : "body_timeout";
      const timer = setTimeout(() => inner.cancel(timeoutError(failure, allowedMs)), allowedMs);
      isFirst = false;
      try {
        return await inner.read();
      } finally {
        clearTimeout(timer);
      }
    },
    cancel: (reason) => inner.cancel(reason),
  };
}

export function timeoutError(failure: TransportFailure, allowedMs: number): UpstreamTransportError {
  const what = failure === "body_timeout" ? "no data came" : "no answer came";
  return new UpstreamTransportError(failure, `${what} within ${allowedMs} ms`, undefined);
}
