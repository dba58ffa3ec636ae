import type { TerminalRecord } from "@/domain/request/terminal-record";
import { recogniseCaller, userIdOf, type WebCaller } from "@/services/auth/web-caller";
import type { InFlightFacts } from "@/services/in-flight/in-flight";
import type { LiveCircuit } from "@/services/live/live-events";
import { getRuntime, type Runtime } from "@/services/runtime/runtime";

const HEARTBEAT_MS = 15_000;

/** However many requests begin, a page is told so at most this often. */
const BEGIN_INTERVAL_MS = 500;

/** What a watching page is told of a request; it fetches the rest if it wants it. */
export interface LiveRequest {
  readonly id: string;
  readonly createdAt: string;
  readonly outcome: TerminalRecord["outcome"];
  readonly statusCode: number;
  /** A gateway error code; null where it went well. */
  readonly errorCode: string | null;
  readonly model: string | null;
  readonly userId: number;
  readonly keyId: number;
  readonly providerId: number;
  readonly durationMs: number;
}

/**
 * `GET /api/live`: server-sent events of what happens, one stream per open tab. Users hear of their own requests, admins
 * of all and of the providers' circuits.
 * Ends with the tab.
 */
export async function answerLive(request: Request): Promise<Response> {
  const runtime = await getRuntime();
  const caller = await recogniseCaller(request.headers, runtime);
  if (!caller || caller.role === "read-only") return new Response(null, { status: 401 });
  return new Response(eventStream(caller, runtime, request.signal), {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
  });
}

function eventStream(
  caller: WebCaller,
  { live }: Pick<Runtime, "live">,
  signal: AbortSignal,
): ReadableStream {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const onRequest = (record: TerminalRecord) => {
        if (mayHear(caller, record)) send(`event: request\ndata: ${JSON.stringify(liveRequest(record))}\n\n`);
      };
      const onCircuit = (circuit: LiveCircuit) => {
        if (caller.role === "admin") send(`event: circuit\ndata: ${JSON.stringify(circuit)}\n\n`);
      };
      let telling: NodeJS.Timeout | undefined;
      const onBegin = (begun: InFlightFacts) => {
        if (!mayHear(caller, begun)) return;
        telling ??= setTimeout(() => {
          telling = undefined;
          send("event: begin\ndata: {}\n\n");
        }, BEGIN_INTERVAL_MS);
      };
      const heartbeat = setInterval(() => send(": alive\n\n"), HEARTBEAT_MS);
      stop = () => {
        clearInterval(heartbeat);
        clearTimeout(telling);
        live.off("begin", onBegin).off("request", onRequest).off("circuit", onCircuit);
      };
      live.on("begin", onBegin).on("request", onRequest).on("circuit", onCircuit);
      signal.addEventListener("abort", stop, { once: true });
      send(": connected\n\n");
    },
    cancel: () => stop(),
  });
}

function mayHear(caller: WebCaller, { userId }: Pick<TerminalRecord, "userId">): boolean {
  return caller.role === "admin" || userIdOf(caller) === userId;
}

function liveRequest(record: TerminalRecord): LiveRequest {
  const { id, createdAt, outcome, statusCode, errorCode, model, userId, keyId, providerId, durationMs } =
    record;
  return { id, createdAt, outcome, statusCode, errorCode, model, userId, keyId, providerId, durationMs };
}
