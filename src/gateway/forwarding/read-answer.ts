import { ERROR_BODY_TIMEOUT_MS, MAX_ERROR_BODY_BYTES } from "@/config/limits";
import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { filterHeaders, headerValue, type RawHeaders } from "@/infra/http/headers";
import type { UpstreamResponse } from "@/infra/http/upstream-response";
import type { ByteLease } from "@/lib/byte-budget";
import { type ByteSource, readAll } from "@/lib/byte-source";
import type { WayBack } from "@/protocols/answer-translation";
import { TranslationError } from "@/protocols/ir/translation-error";
import type { AnswerRewriter, ProtocolAdapter, StreamFraming, StreamUsage } from "@/protocols/protocol";
import { adapterOf } from "@/protocols/registry";
import type { GatewayRequest } from "../types";
import type { AnswerWatch } from "./answer-watch";
import { bodyDeadlines } from "./deadlines";
import type { FailureCause } from "./failure";
import { passGate } from "./gate";
import { firstCharacter, gatherBody, joined } from "./gather-body";
import { OPAQUE, PieceWatch } from "./piece-watch";
import { RawWatch } from "./raw-watch";
import { brokenOff, streamErrorEvent } from "./stream-error-event";
import { StreamWatch } from "./stream-watch";
import { timedSource } from "./timed-source";
import { translatedHeaders } from "./translated-headers";

/** An answer that will reach the client: from here on there is no other provider. */
export interface Answer {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly firstByteMs: number;
  readonly body: WholeBody | Passage;
}

/** A body that is in memory. */
export interface WholeBody {
  readonly kind: "whole";
  readonly bytes: Buffer;
  readonly usage: StreamUsage | null;
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
  readonly provider: Pick<Provider, "timeouts" | "type">;
  /** null: the client gets the upstream's bytes. */
  readonly rewriter: AnswerRewriter | null;
  /** null: the client speaks the provider's dialect. */
  readonly wayBack: WayBack | null;
  /** Makes an upstream's words fit for a client. */
  readonly clean: (message: string) => string;
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
  const framing = framingOf(response, context);
  if (!framing) return readPiece(response, context);
  return isCollected(context)
    ? readCollected(response, framing, context)
    : readStream(response, framing, context);
}

/** Whether a stream nobody asked for is put together again: a client of another dialect gets what it asked for. */
function isCollected({ wayBack, request }: ReadContext): boolean {
  return wayBack !== null && !request.envelope.wantsStream;
}

/** The dialect of the upstream's answers. */
function adapterFor({ provider }: Pick<ReadContext, "provider">): ProtocolAdapter {
  return adapterOf(PROVIDER_TYPE_FACTS[provider.type].protocol);
}

/**
 * A redirect is not followed: it would take the provider's credential to an address no admin has named. "Not modified"
 * is a fine answer to a question that brings no answer of its own.
 */
function isFailure(status: number, { inbound }: GatewayRequest): boolean {
  return status >= 300 && !(status === 304 && inbound.endpoint.kind !== "generate");
}

async function readFailure(response: UpstreamResponse, context: ReadContext): Promise<AttemptOutcome> {
  const { status, headers } = response;
  const adapter = adapterFor(context);
  const body = timedSource(response.body, { firstMs: 0, idleMs: 0, totalMs: ERROR_BODY_TIMEOUT_MS });
  const bytes = await readAll(body, MAX_ERROR_BODY_BYTES).then(
    (read) => read.bytes,
    // A status without its body still says what happened.
    () => Buffer.alloc(0),
  );
  const message =
    status < 400
      ? `HTTP ${status}: it sends elsewhere, which the hub does not follow; its URL must be corrected`
      : (adapter.errorMessage(bytes) ?? `HTTP ${status}`);
  const { protocol } = adapter;
  return { kind: "failed", cause: { kind: "status", status, headers, body: bytes, protocol, message } };
}

async function readStream(
  response: UpstreamResponse,
  framing: StreamFraming,
  context: ReadContext,
): Promise<AttemptOutcome> {
  const { request, lease } = context;
  const source = timedBody(response, context, true);
  const adapter = adapterFor(context);
  const watch = watchOf(framing, adapter, context);
  const gate = await passGate(source, watch, lease, request.inbound.connection);
  if (!gate.isOpen) {
    source.cancel(new Error(gate.message));
    return inBand(inBandMessage(gate.message, adapter));
  }
  const { held, rest } = gate;
  return answered(response, context, { kind: "stream", held, isHeldWatched: true, source: rest, watch });
}

function watchOf(framing: StreamFraming, adapter: ProtocolAdapter, context: ReadContext): StreamWatch {
  const { request, rewriter, wayBack } = context;
  const translated = wayBack && {
    stream: wayBack.openStream(),
    framing: request.envelope.framing,
    errorEvent: (data: string, isFirst: boolean) => {
      const message = context.clean(inBandMessage(data, adapter));
      return streamErrorEvent(request.inbound, brokenOff(message), request.envelope.framing, isFirst);
    },
  };
  return new StreamWatch(adapter, { framing, rewriter, translated, promptBytes: request.body.bytes.length });
}

/** A stream that has to come to its end before the client gets anything of it. */
async function readCollected(
  response: UpstreamResponse,
  framing: StreamFraming,
  context: ReadContext,
): Promise<AttemptOutcome> {
  const source = timedBody(response, context, true);
  const adapter = adapterFor(context);
  const watch = watchOf(framing, adapter, context);
  const passed: Uint8Array[] = [];
  const { leasedBytes, isWhole } = await gatherBody(source, context, (chunk) => {
    passed.push(watch.feed(chunk));
    return watch.isComplete || watch.errorData !== null;
  });
  source.cancel(new Error("the answer has ended"));
  if (watch.errorData === null && watch.isComplete) {
    return answered(response, context, { kind: "whole", bytes: joined(passed), usage: watch.usage() });
  }
  context.lease.shrink(leasedBytes);
  if (!isWhole) return tooLarge("collected");
  return inBand(
    watch.errorData === null
      ? "the answer ended before it was complete"
      : inBandMessage(watch.errorData, adapter),
  );
}

/** An answer of which the hub knows nothing: it passes as it comes. */
async function readRaw(response: UpstreamResponse, context: ReadContext): Promise<AttemptOutcome> {
  const source = timedBody(response, context, isEventStream(response));
  const watch = new RawWatch(adapterFor(context), response.headers);
  return answered(response, context, { kind: "piece", held: [], isHeldWatched: true, source, watch });
}

async function readPiece(response: UpstreamResponse, context: ReadContext): Promise<AttemptOutcome> {
  const { request, rewriter, wayBack, lease } = context;
  const source = timedBody(response, context, false);
  const isLookedInto = request.inbound.endpoint.kind === "generate";
  const adapter = adapterFor(context);
  const { chunks, leasedBytes, isWhole } = await gatherBody(source, context);
  const noAnswer = (message: string) => {
    source.cancel(new Error(message));
    lease.shrink(leasedBytes);
    return inBand(message);
  };
  if (!isWhole && (rewriter || wayBack)) {
    noAnswer("");
    return tooLarge(wayBack ? "translated" : "rewritten");
  }
  if (!isWhole) {
    const start = isLookedInto ? firstCharacter(chunks) : "";
    if (isLookedInto && start !== "{" && start !== "[") return noAnswer("the answer is not JSON");
    const watch = start === "{" ? new PieceWatch(adapter) : OPAQUE;
    return answered(response, context, { kind: "piece", held: chunks, isHeldWatched: false, source, watch });
  }
  const bytes = joined(chunks);
  const verdict = isLookedInto ? adapter.inspectAnswer(bytes) : NOT_LOOKED_INTO;
  if (verdict.kind !== "complete") return noAnswer(verdict.message);
  const usage = verdict.usage && { usage: verdict.usage, isEstimated: false };
  const passed = rewriter ? rewriter.whole(bytes) : bytes;
  if (!wayBack) return answered(response, context, { kind: "whole", bytes: passed, usage });
  try {
    return answered(response, context, { kind: "whole", bytes: wayBack.whole(passed), usage });
  } catch (error) {
    if (!(error instanceof TranslationError)) throw error;
    return noAnswer(error.message);
  }
}

const NOT_LOOKED_INTO = { kind: "complete", usage: null } as const;

function tooLarge(done: "rewritten" | "translated" | "collected"): AttemptOutcome {
  const cause = { kind: "local_overload", message: `the answer is too large to be ${done}` } as const;
  return { kind: "failed", cause };
}

function timedBody({ body }: UpstreamResponse, context: ReadContext, isStream: boolean): ByteSource {
  const { request, provider, clock, startedAt } = context;
  const { wantsStream } = request.envelope;
  return timedSource(body, bodyDeadlines({ wantsStream, isStream }, provider, clock.now() - startedAt));
}

function answered(response: UpstreamResponse, context: ReadContext, body: Answer["body"]): AttemptOutcome {
  const { status } = response;
  const { clock, startedAt } = context;
  const headers = headersOf(response, context);
  return { kind: "answered", answer: { status, headers, firstByteMs: clock.now() - startedAt, body } };
}

/** What an upstream's headers say of its dialect, its limits and its lengths is not true of a translated answer. */
function headersOf({ headers }: UpstreamResponse, { request, rewriter, wayBack }: ReadContext): RawHeaders {
  if (wayBack) return translatedHeaders(request);
  // A rewritten answer has a length of its own.
  return rewriter ? filterHeaders(headers, (name) => name !== "content-length") : headers;
}

function inBand(message: string): AttemptOutcome {
  return { kind: "failed", cause: { kind: "in_band", message } };
}

/** How the answer is streamed; null for one in one piece. Only an event stream says of itself what it is. */
function framingOf(response: UpstreamResponse, { request, wayBack }: ReadContext): StreamFraming | null {
  if (isEventStream(response)) return "sse";
  const { wantsStream, framing } = request.envelope;
  // Of a provider of another dialect the hub itself asks for server-sent events.
  const isArray = wantsStream && framing === "json-array" && !wayBack;
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
