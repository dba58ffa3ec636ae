import "server-only";
import { headerValue } from "@/infra/http/headers";
import type { Egress, UpstreamClient } from "@/infra/http/upstream-client";
import { UpstreamTransportError } from "@/infra/http/upstream-error";
import { readAll } from "@/lib/byte-source";

/** A request of the hub's own to somewhere that is no provider. */
export interface OutsideRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly egress: Egress;
  /** For all of it: connecting, sending, reading the answer. */
  readonly timeoutMs: number;
  /** What is read of the answer. */
  readonly maxBytes: number;
}

export interface OutsideAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly bytes: Buffer;
  /** The answer went on behind `maxBytes`. */
  readonly isTruncated: boolean;
}

/**
 * Sends it under the hub's outbound policy. Redirects are not followed: their target was not judged by whoever set the
 * address.
 *
 * @throws {Error} transport failures; `classifyTransportError` names them
 */
export async function askOutside(request: OutsideRequest, upstream: UpstreamClient): Promise<OutsideAnswer> {
  const { method, url, headers, body, egress, timeoutMs, maxBytes } = request;
  const { origin, pathname, search } = new URL(url);
  const reader = upstream.send({
    ...{ method, origin, egress, path: pathname + search },
    headers: Object.entries(headers).flat(),
    body: body === null ? null : Buffer.from(body),
  });
  const tooLate = new UpstreamTransportError(
    "headers_timeout",
    `no answer within ${timeoutMs} ms`,
    undefined,
  );
  const timer = setTimeout(() => reader.cancel(tooLate), timeoutMs);
  try {
    const answer = await reader.response;
    const { bytes, truncated } = await readAll(answer.body, maxBytes);
    const etag = headerValue(answer.headers, "etag") ?? null;
    return { status: answer.status, etag, bytes, isTruncated: truncated };
  } finally {
    clearTimeout(timer);
  }
}
