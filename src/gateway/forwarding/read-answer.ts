import {
  DRAIN_TIMEOUT_MS,
  ERROR_BODY_TIMEOUT_MS,
  MAX_ANSWER_COPY_BYTES,
  MAX_ERROR_BODY_BYTES,
} from "@/config/limits";
import type { Usage } from "@/domain/pricing/usage";
import type { Provider } from "@/domain/provider/provider";
import { filterHeaders, headerValue, type RawHeaders } from "@/infra/http/headers";
import type { UpstreamResponse } from "@/infra/http/upstream-response";
import type { ByteLease } from "@/lib/byte-budget";
import { type ByteSource, readAll } from "@/lib/byte-source";
import type { AnswerRewriter, ProtocolAdapter, StreamFraming } from "@/protocols/protocol";
import { adapterOf } from "@/protocols/registry";
import type { GatewayRequest } from "../types";
import type { AnswerWatch } from "./answer-watch";
import { CLIENT_LEFT } from "./client-left";
import { bodyDeadlines } from "./deadlines";
import type { FailureCause } from "./failure";
import { passGate } from "./gate";
import { OPAQUE, PieceWatch } from "./piece-watch";
import { RawWatch } from "./raw-watch";
import { StreamWatch } from "./stream-watch";
import { timedSource } from "./timed-source";

/** An answer that will reach the client: from here on there is no other provider. */
export interface Answer {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly firstByteMs: number;
  readonly body: { readonly kind: "whole"; readonly bytes: Buffer; readonly usage: Usage | null } | Passage;
}

/** A body that passes through while it comes. */
export interface Passage {
  /** stream: events of a known dialect. piece: whatever else passes as it comes. */
  readonly kind: "stream" | "piece";
  /** Chunks read already, which go first; each is taken out when it goes. */
  readonly held: Uint8Array[];
  /** Whether `watch` has been fed with them. */
  readonly isHeldWatched: boolean;
  readonly source: ByteSource;
  readonly watch: AnswerWatch;
}

export type AttemptOutcome =
  | { readonly kind: "answered"; readonly answer: Answer }
  | { readonly kind: "failed"; readonly cause: FailureCause };

/** What reading an answer needs to know of the attempt it came to. */
export interface ReadContext {
  readonly request: GatewayRequest;
  readonly provider: Pick<Provider, "timeouts">;
  /** null: the client gets the upstream's bytes. */
  readonly rewriter: AnswerRewriter | null;
  readonly lease: ByteLease;
  readonly clock: { now(): number };
  /** Epoch ms */
  readonly startedAt: number;
}

/**
 * Reads an answer as far as it takes to know that it is one. Rejects when it breaks before that, with nothing of it
 * shown to the client.
 */
export function readAnswer(response: UpstreamResponse, context: ReadContext): Promise<AttemptOutcome> {
  const { request } = context;
  if (isFailure(response.status, request)) return readFailure(response, context);
  if (request.inbound.endpoint.kind === "raw") return readRaw(response, context);
  const framing = framingOf(response, request);
  return framing ? readStream(response, framing, context) : readPiece(response, context);
}

/**
 * A redirect is not followed: it would take the provider's credential to an address no admin has named. "Not modified"
 * is a fine answer to a question that brings no answer of its own.
 */
function isFailure(status: number, { inbound }: GatewayRequest): boolean {
  return status >= 300 && !(status === 304 && inbound.endpoint.kind !== "generate");
}

async function readFailure(response: UpstreamResponse, { request }: ReadContext): Promise<AttemptOutcome> {
  const { status, headers } = response;
  const body = timedSource(response.body, { firstMs: 0, idleMs: 0, totalMs: ERROR_BODY_TIMEOUT_MS });
  const bytes = await readAll(body, MAX_ERROR_BODY_BYTES).then(
    (read) => read.bytes,
    // A status without its body still says what happened.
    () => Buffer.alloc(0),
  );
  const message =
    status < 400
      ? `HTTP ${status}: it sends elsewhere, which the hub does not follow; its URL must be corrected`
      : (adapterOf(request.inbound.protocol).errorMessage(bytes) ?? `HTTP ${status}`);
  return { kind: "failed", cause: { kind: "status", status, headers, body: bytes, message } };
}

async function readStream(
  response: UpstreamResponse,
  framing: StreamFraming,
  context: ReadContext,
): Promise<AttemptOutcome> {
  const { request, rewriter, lease } = context;
  const source = timedBody(response, context, true);
  const adapter = adapterOf(request.inbound.protocol);
  const watch = new StreamWatch(adapter, { framing, rewriter, promptBytes: request.body.bytes.length });
  const gate = await passGate(source, watch, lease, request.inbound.connection);
  if (!gate.isOpen) {
    source.cancel(new Error(gate.message));
    return inBand(inBandMessage(gate.message, adapter));
  }
  const { held, rest } = gate;
  return answered(response, context, { kind: "stream", held, isHeldWatched: true, source: rest, watch });
}

/** An answer of which the hub knows nothing: it passes as it comes. */
async function readRaw(response: UpstreamResponse, context: ReadContext): Promise<AttemptOutcome> {
  const source = timedBody(response, context, isEventStream(response));
  const watch = new RawWatch(adapterOf(context.request.inbound.protocol), response.headers);
  return answered(response, context, { kind: "piece", held: [], isHeldWatched: true, source, watch });
}

async function readPiece(response: UpstreamResponse, context: ReadContext): Promise<AttemptOutcome> {
  const { request, rewriter, lease } = context;
  const source = timedBody(response, context, false);
  const isLookedInto = request.inbound.endpoint.kind === "generate";
  const adapter = adapterOf(request.inbound.protocol);
  const { chunks, leasedBytes, isWhole } = await gather(source, context);
  const noAnswer = (message: string) => {
    source.cancel(new Error(message));
    lease.shrink(leasedBytes);
    return inBand(message);
  };
  if (!isWhole && rewriter) {
    noAnswer("");
    return {
      kind: "failed",
      cause: { kind: "local_overload", message: "the answer is too large to be rewritten" },
    };
  }
  if (!isWhole) {
    const start = isLookedInto ? firstCharacter(chunks) : "";
    if (isLookedInto && start !== "{" && start !== "[") return noAnswer("the answer is not JSON");
    const watch = start === "{" ? new PieceWatch(adapter) : OPAQUE;
    return answered(response, context, { kind: "piece", held: chunks, isHeldWatched: false, source, watch });
  }
  const bytes = joined(chunks);
  if (!isLookedInto) return answered(response, context, { kind: "whole", bytes, usage: null });
  const verdict = adapter.inspectAnswer(bytes);
  if (verdict.kind !== "complete") return noAnswer(verdict.message);
  const passed = rewriter ? rewriter.whole(bytes) : bytes;
  return answered(response, context, { kind: "whole", bytes: passed, usage: verdict.usage });
}

/** Reads until the end, or until what is held should not become more. */
async function gather(source: ByteSource, { request, lease }: ReadContext) {
  const chunks: Uint8Array[] = [];
  let leasedBytes = 0;
  const stopListening = giveUpSoonAfterClient(source, request);
  try {
    for (;;) {
      const chunk = await source.read();
      if (chunk === null) return { chunks, leasedBytes, isWhole: true };
      chunks.push(chunk);
      const hasRoom = lease.grow(chunk.byteLength);
      if (hasRoom) leasedBytes += chunk.byteLength;
      if (!hasRoom || leasedBytes > MAX_ANSWER_COPY_BYTES) return { chunks, leasedBytes, isWhole: false };
    }
  } catch (error) {
    lease.shrink(leasedBytes);
    throw error;
  } finally {
    stopListening();
  }
}

/** What an answer cost stands at its end: it is read on for a while when the client leaves, unless an admin ended it. */
function giveUpSoonAfterClient(source: ByteSource, { inbound }: GatewayRequest): () => void {
  let timer: NodeJS.Timeout | undefined;
  const onGone = () => {
    if (inbound.connection.isTerminated) source.cancel(CLIENT_LEFT);
    else timer = setTimeout(() => source.cancel(CLIENT_LEFT), DRAIN_TIMEOUT_MS);
  };
  const stopListening = inbound.connection.onGone(onGone);
  if (inbound.connection.isGone) onGone();
  return () => {
    clearTimeout(timer);
    stopListening();
  };
}

function timedBody({ body }: UpstreamResponse, context: ReadContext, isStream: boolean): ByteSource {
  const { request, provider, clock, startedAt } = context;
  const { wantsStream } = request.envelope;
  return timedSource(body, bodyDeadlines({ wantsStream, isStream }, provider, clock.now() - startedAt));
}

function answered(
  response: UpstreamResponse,
  { rewriter, clock, startedAt }: ReadContext,
  body: Answer["body"],
): AttemptOutcome {
  const { status } = response;
  // A rewritten answer has a length of its own.
  const headers = rewriter
    ? filterHeaders(response.headers, (name) => name !== "content-length")
    : response.headers;
  return { kind: "answered", answer: { status, headers, firstByteMs: clock.now() - startedAt, body } };
}

function inBand(message: string): AttemptOutcome {
  return { kind: "failed", cause: { kind: "in_band", message } };
}

/** How the answer is streamed; null for one in one piece. Only an event stream says of itself what it is. */
function framingOf(response: UpstreamResponse, { envelope }: GatewayRequest): StreamFraming | null {
  if (isEventStream(response)) return "sse";
  const isArray = envelope.wantsStream && envelope.framing === "json-array";
  const type = headerValue(response.headers, "content-type")?.toLowerCase() ?? "";
  return isArray && type.includes("json") ? "json-array" : null;
}

function isEventStream({ headers }: UpstreamResponse): boolean {
  return headerValue(headers, "content-type")?.toLowerCase().includes("text/event-stream") ?? false;
}

/** The words of an error event; the event itself when it has none. */
function inBandMessage(data: string, adapter: ProtocolAdapter): string {
  return adapter.errorMessage(Buffer.from(data)) ?? data;
}

function firstCharacter(chunks: readonly Uint8Array[]): string {
  const start = Buffer.concat(chunks.map((chunk) => chunk.subarray(0, 64))).toString("latin1");
  return start.trimStart().charAt(0);
}

function joined(chunks: readonly Uint8Array[]): Buffer {
  const [only] = chunks;
  if (chunks.length !== 1 || !only) return Buffer.concat(chunks);
  return Buffer.from(only.buffer, only.byteOffset, only.byteLength);
}
