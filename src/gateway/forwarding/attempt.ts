import { ERROR_BODY_TIMEOUT_MS, MAX_ANSWER_COPY_BYTES, MAX_ERROR_BODY_BYTES } from "@/config/limits";
import type { Usage } from "@/domain/pricing/usage";
import type { Provider } from "@/domain/provider/provider";
import { filterHeaders, headerValue, type RawHeaders } from "@/infra/http/headers";
import type { ResponseReader, UpstreamResponse } from "@/infra/http/response-reader";
import { classifyTransportError } from "@/infra/http/upstream-error";
import type { ByteLease } from "@/lib/byte-budget";
import { type ByteSource, readAll } from "@/lib/byte-source";
import type { AnswerRewriter, ProtocolAdapter, StreamFraming } from "@/protocols/protocol";
import { adapterOf } from "@/protocols/registry";
import type { GatewayDeps } from "../deps";
import type { GatewayRequest } from "../types";
import type { FailureCause } from "./failure";
import { passGate } from "./gate";
import { RawWatch } from "./raw-watch";
import { type AnswerWatch, StreamWatch } from "./stream-watch";
import { timedSource, timeoutError } from "./timed-source";
import type { PreparedRequest } from "./upstream-request";

/** An answer that will reach the client: from here on there is no other provider. */
export interface Answer {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly firstByteMs: number;
  readonly body:
    | { readonly kind: "whole"; readonly bytes: Buffer; readonly usage: Usage | null }
    | {
        readonly kind: "stream";
        /** Chunks read already, which go first. */
        readonly held: readonly Uint8Array[];
        readonly source: ByteSource;
        readonly watch: AnswerWatch;
      };
}

export type AttemptOutcome =
  | { readonly kind: "answered"; readonly answer: Answer }
  | { readonly kind: "failed"; readonly cause: FailureCause };

type AttemptDeps = Pick<GatewayDeps, "upstream" | "clock">;

/**
 * One try at one provider: sends the request and waits until the answer is worth passing on. Nothing has reached
 * the client when it fails.
 */
export async function attempt(
  request: GatewayRequest,
  provider: Provider,
  { upstreamRequest, rewriter }: Pick<PreparedRequest, "upstreamRequest" | "rewriter">,
  lease: ByteLease,
  { upstream, clock }: AttemptDeps,
): Promise<AttemptOutcome> {
  const startedAt = clock.now();
  const reader = upstream.send(upstreamRequest);
  const stopListening = request.inbound.connection.onGone(() => reader.cancel(CLIENT_LEFT));
  const deadline = startDeadline(request, provider, reader);
  try {
    const response = await reader.response;
    const read = readerFor(response, request);
    return await read(response, { request, provider, rewriter, lease, clock, startedAt });
  } catch (error) {
    return { kind: "failed", cause: causeOf(error, request) };
  } finally {
    clearTimeout(deadline);
    stopListening();
  }
}

/** Why a reader was cancelled when the client left. */
export const CLIENT_LEFT = new Error("the client left");

interface ReadContext {
  readonly request: GatewayRequest;
  readonly provider: Provider;
  readonly rewriter: AnswerRewriter | null;
  readonly lease: ByteLease;
  readonly clock: { now(): number };
  readonly startedAt: number;
}

function readerFor(response: UpstreamResponse, request: GatewayRequest) {
  if (response.status >= 400) return readFailure;
  if (request.inbound.endpoint.kind === "raw") return readRaw;
  return framingOf(response, request) ? readStream : readWhole;
}

/** Until the head of a stream, or all of a one-piece answer, is in. */
function startDeadline(request: GatewayRequest, { timeouts }: Provider, reader: ResponseReader) {
  const ms = request.envelope.wantsStream ? timeouts.firstByteMs : timeouts.totalMs;
  if (ms === 0) return undefined;
  return setTimeout(() => reader.cancel(timeoutError("headers_timeout", ms)), ms);
}

async function readFailure(response: UpstreamResponse, { request }: ReadContext): Promise<AttemptOutcome> {
  const { status, headers } = response;
  const body = timedSource(response.body, { firstMs: ERROR_BODY_TIMEOUT_MS, idleMs: ERROR_BODY_TIMEOUT_MS });
  const bytes = await readAll(body, MAX_ERROR_BODY_BYTES).then(
    (read) => read.bytes,
    // A status without its body still says what happened.
    () => Buffer.alloc(0),
  );
  const message = adapterOf(request.inbound.protocol).errorMessage(bytes) ?? `HTTP ${status}`;
  return { kind: "failed", cause: { kind: "status", status, headers, body: bytes, message } };
}

async function readStream(response: UpstreamResponse, context: ReadContext): Promise<AttemptOutcome> {
  const { request, provider, rewriter, lease, clock, startedAt } = context;
  const { firstByteMs, idleMs } = provider.timeouts;
  const source = timedSource(response.body, { firstMs: firstByteMs, idleMs });
  const adapter = adapterOf(request.inbound.protocol);
  const framing = framingOf(response, request) ?? "sse";
  const promptBytes = request.body.bytes.length;
  const watch = new StreamWatch(adapter, { framing, rewriter, promptBytes });
  const gate = await passGate(source, watch, lease, clock);
  if (!gate.isOpen) {
    source.cancel(new Error(gate.message));
    return { kind: "failed", cause: { kind: "in_band", message: inBandMessage(gate.message, adapter) } };
  }
  const { status } = response;
  const headers = headersFor(response, rewriter);
  const body = { kind: "stream", held: gate.held, source, watch } as const;
  return { kind: "answered", answer: { status, headers, firstByteMs: clock.now() - startedAt, body } };
}

/** An answer of which the hub knows nothing: it passes as it comes. */
async function readRaw(response: UpstreamResponse, context: ReadContext): Promise<AttemptOutcome> {
  const { request, provider, clock, startedAt } = context;
  const { status, headers } = response;
  const { firstByteMs, idleMs } = provider.timeouts;
  const source = timedSource(response.body, { firstMs: firstByteMs, idleMs });
  const watch = new RawWatch(adapterOf(request.inbound.protocol), headers);
  const body = { kind: "stream", held: [], source, watch } as const;
  return { kind: "answered", answer: { status, headers, firstByteMs: clock.now() - startedAt, body } };
}

async function readWhole(response: UpstreamResponse, context: ReadContext): Promise<AttemptOutcome> {
  const { request, rewriter, clock, startedAt } = context;
  const { bytes, truncated } = await readAll(response.body, MAX_ANSWER_COPY_BYTES);
  if (truncated)
    return {
      kind: "failed",
      cause: { kind: "local_overload", message: "the answer is too large to be held" },
    };
  const { status } = response;
  const headers = headersFor(response, rewriter);
  const firstByteMs = clock.now() - startedAt;
  if (request.inbound.endpoint.kind === "count") {
    return {
      kind: "answered",
      answer: { status, headers, firstByteMs, body: { kind: "whole", bytes, usage: null } },
    };
  }
  const verdict = adapterOf(request.inbound.protocol).inspectAnswer(bytes);
  if (verdict.kind !== "complete")
    return { kind: "failed", cause: { kind: "in_band", message: verdict.message } };
  const passed = rewriter ? rewriter.whole(bytes) : bytes;
  const body = { kind: "whole", bytes: passed, usage: verdict.usage } as const;
  return { kind: "answered", answer: { status, headers, firstByteMs, body } };
}

/** How the answer is streamed; null for one in one piece. Only an event stream says of itself what it is. */
function framingOf({ headers }: UpstreamResponse, { envelope }: GatewayRequest): StreamFraming | null {
  const type = headerValue(headers, "content-type")?.toLowerCase() ?? "";
  if (type.includes("text/event-stream")) return "sse";
  const isArray = envelope.wantsStream && envelope.framing === "json-array";
  return isArray && type.includes("json") ? "json-array" : null;
}

/** A rewritten answer has a length of its own. */
function headersFor({ headers }: UpstreamResponse, rewriter: AnswerRewriter | null): RawHeaders {
  return rewriter ? filterHeaders(headers, (name) => name !== "content-length") : headers;
}

/** The words of an error event; the event itself when it has none. */
function inBandMessage(data: string, adapter: ProtocolAdapter): string {
  return adapter.errorMessage(Buffer.from(data)) ?? data;
}

function causeOf(error: unknown, request: GatewayRequest): FailureCause {
  if (request.inbound.connection.isGone) return { kind: "client_left" };
  const { failure, message } = classifyTransportError(error);
  return { kind: "transport", failure, message };
}
