import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { readBody } from "./read-body";
import type { LedgerEntry, LedgerTotals } from "./recorder";
import type { RequestRecord } from "./request-record";
import { Script, type ScriptInput } from "./script";
import { sendJson } from "./send-json";

/** What the control endpoints can see and do. */
export type Controls = {
  readonly requests: readonly RequestRecord[];
  readonly ledger: readonly LedgerEntry[];
  state(): State;
  setDefault(script: ScriptInput): void;
  enqueue(...scripts: ScriptInput[]): void;
  reset(): void;
};

export type State = {
  readonly openSockets: number;
  readonly requests: number;
  readonly queuedScripts: number;
  readonly totals: LedgerTotals;
};

export const CONTROL_PREFIX = "/__fake/";

const NEVER_GONE = new AbortController().signal;
const Scripts = z.union([z.array(Script), Script.transform((script) => [script])]);

/** Answers `/__fake/…`: the way to script and inspect the fake provider from another process. */
export async function serveControl(
  request: IncomingMessage,
  response: ServerResponse,
  controls: Controls,
): Promise<void> {
  try {
    const body = await readBody(request, undefined, NEVER_GONE);
    const answer = perform(`${request.method} ${request.url}`, body, controls);
    sendJson(response, answer === undefined ? 404 : 200, answer ?? { error: "unknown control endpoint" });
  } catch (error) {
    sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function perform(command: string, body: Buffer, controls: Controls): unknown {
  switch (command) {
    case "GET /__fake/requests":
      return controls.requests.map(requestView);
    case "GET /__fake/ledger":
      return controls.ledger;
    case "GET /__fake/state":
      return controls.state();
    case "POST /__fake/script":
      controls.setDefault(Script.parse(JSON.parse(body.toString())));
      return controls.state();
    case "POST /__fake/enqueue":
      controls.enqueue(...Scripts.parse(JSON.parse(body.toString())));
      return controls.state();
    case "POST /__fake/reset":
      controls.reset();
      return controls.state();
    default:
      return undefined;
  }
}

/** A record as JSON; bodies in base64, because they need not be text. */
function requestView(record: RequestRecord) {
  return {
    index: record.index,
    method: record.method,
    url: record.url,
    headers: record.headers,
    receivedAt: record.receivedAt,
    connectionId: record.connectionId,
    remotePort: record.remotePort,
    dialect: record.dialect,
    operation: record.operation,
    model: record.model,
    script: record.script,
    status: record.status,
    aborted: record.aborted,
    cut: record.cut,
    ended: record.ended,
    bodyBytes: record.bodyBytes,
    bodyBase64: record.body.toString("base64"),
    responseBytes: record.responseBytes,
    responseBodyBase64: record.responseBody.toString("base64"),
  };
}
