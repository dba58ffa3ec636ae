import type { IncomingMessage, ServerResponse } from "node:http";
import { planResponse } from "./plan-response";
import { readBody } from "./read-body";
import { readCall } from "./read-call";
import type { Recorder } from "./recorder";
import type { RenderCache } from "./render-cache";
import type { RequestRecord } from "./request-record";
import { findRoute, type Route } from "./route";
import type { Script } from "./script";
import { BadScriptError, type ScriptDesk } from "./script-desk";
import { sendJson } from "./send-json";
import { writeResponse } from "./write-response";

export type Provider = {
  readonly recorder: Recorder;
  readonly desk: ScriptDesk;
  readonly nextSeed: () => string;
  readonly cache: RenderCache;
};

/** Serves one request to the fake provider, from its first header to the line in the ledger. Never rejects. */
export async function serveRequest(
  request: IncomingMessage,
  response: ServerResponse,
  connectionId: number,
  provider: Provider,
): Promise<void> {
  const record = provider.recorder.begin(request, connectionId);
  const gone = new AbortController();
  response.once("close", () => {
    record.ended = true;
    if (response.writableFinished) return;
    record.aborted = !record.cut;
    gone.abort();
  });
  try {
    const route = findRoute(record.method, record.url, request.headers);
    if (route === null) await serveUnknown(request, response, record, gone.signal);
    else await serveRoute({ request, response, record, gone: gone.signal }, route, provider);
  } catch (error) {
    // A client that leaves makes every wait reject; that is no failure of ours.
    if (!gone.signal.aborted) reportFailure(response, record, error);
  }
}

type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly record: RequestRecord;
  readonly gone: AbortSignal;
};

async function serveRoute(exchange: Exchange, route: Route, provider: Provider): Promise<void> {
  const { request, record } = exchange;
  const { desk, recorder } = provider;
  record.dialect = route.dialect;
  record.operation = route.operation;
  const early = desk.claim(request.headers, record.method === "POST");
  record.script = early;
  const body = await readBody(request, early?.requestBytesPerSecond, exchange.gone);
  record.received(body);
  const call = readCall(route, request.headers, body);
  record.model = call.model;
  const { index, method, url } = record;
  const script: Script = early ?? desk.decide({ index, method, url, headers: request.headers, body, call });
  record.script = script;
  const seed = provider.nextSeed();
  const plan = planResponse(call, script, { seed, nowMs: Date.now(), cache: provider.cache });
  try {
    await writeResponse(exchange, plan, script);
  } finally {
    if (plan.billed && record.status !== null) recorder.bill(record);
  }
}

/** Clients look for a sign of life with `HEAD /`; anything else unknown is a 404, so that wrong paths show. */
async function serveUnknown(
  request: IncomingMessage,
  response: ServerResponse,
  record: RequestRecord,
  gone: AbortSignal,
): Promise<void> {
  record.received(await readBody(request, undefined, gone));
  const isProbe = record.method === "HEAD" || (record.method === "GET" && record.url === "/");
  const message = `The fake upstream has no ${record.method} ${record.url}`;
  const answer = isProbe ? undefined : { error: { type: "not_found_error", message } };
  sendOwn(response, record, isProbe ? 200 : 404, answer);
}

function reportFailure(response: ServerResponse, record: RequestRecord, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  response.setHeader("x-fake-error", error instanceof BadScriptError ? "bad-script" : "failure");
  const status = error instanceof BadScriptError ? 400 : 500;
  sendOwn(response, record, status, { error: { type: "fake_upstream_error", message } });
}

function sendOwn(response: ServerResponse, record: RequestRecord, status: number, value: unknown): void {
  record.status = status;
  record.sent(sendJson(response, status, value));
}
