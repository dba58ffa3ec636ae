import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { CONTROL_PREFIX, type Controls, type State, serveControl } from "./control";
import { createSeedSource } from "./ids";
import { type LedgerEntry, Recorder } from "./recorder";
import { createRenderCache } from "./render-cache";
import type { RecordMode, RequestRecord } from "./request-record";
import type { ScriptInput } from "./script";
import { type DefaultScript, ScriptDesk } from "./script-desk";
import { serveRequest } from "./serve-request";

export type FakeUpstreamOptions = {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** `full` by default; `none` keeps memory flat for benches. */
  readonly record?: RecordMode;
  /** The default script, also after a reset. */
  readonly script?: DefaultScript;
};

export type FakeUpstream = {
  /** Without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Live list, in order of arrival. */
  readonly requests: readonly RequestRecord[];
  /** Live list, in order of completion. */
  readonly ledger: readonly LedgerEntry[];
  /** Connections open now, idle ones and those of control calls included. */
  readonly openSockets: number;
  state(): State;
  /** Scripts for the next POST requests to provider endpoints, one each. */
  enqueue(...scripts: ScriptInput[]): void;
  setDefault(script: DefaultScript): void;
  /** Forgets requests, ledger and queued scripts, and goes back to the script it was started with. */
  reset(): void;
  /** Ends at once and breaks every connection. */
  close(): Promise<void>;
};

// Scripts travel in a header.
const MAX_HEADER_BYTES = 256 * 1024;
// Longer than any client keeps a connection, so that reuse never races with our closing it.
const KEEP_ALIVE_MS = 10 * 60 * 1000;

/** Starts a fake provider that speaks all four dialects and does what it is scripted to do. */
export async function startFakeUpstream(options: FakeUpstreamOptions = {}): Promise<FakeUpstream> {
  const host = options.host ?? "127.0.0.1";
  const recorder = new Recorder(options.record ?? "full");
  const desk = new ScriptDesk();
  desk.setDefault(options.script ?? {});
  const sockets = new Map<Socket, number>();
  const controls: Controls = {
    requests: recorder.requests,
    ledger: recorder.ledger,
    state: () => ({
      openSockets: sockets.size,
      requests: recorder.count,
      queuedScripts: desk.queued,
      totals: recorder.totals,
    }),
    setDefault: (script) => desk.setDefault(script),
    enqueue: (...scripts) => desk.enqueue(scripts),
    reset: () => {
      recorder.reset();
      desk.clear();
      desk.setDefault(options.script ?? {});
    },
  };
  const server = createFakeServer(recorder, desk, sockets, controls);
  await listen(server, options.port ?? 0, host);
  const { port } = server.address() as AddressInfo;
  return {
    ...controls,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    port,
    get openSockets() {
      return sockets.size;
    },
    setDefault: (script) => desk.setDefault(script),
    close: () => close(server, sockets),
  };
}

function createFakeServer(
  recorder: Recorder,
  desk: ScriptDesk,
  sockets: Map<Socket, number>,
  controls: Controls,
): Server {
  const provider = {
    recorder,
    desk,
    nextSeed: createSeedSource(),
    cache: createRenderCache(),
  };
  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      requestTimeout: 0,
      headersTimeout: 0,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    (request, response) => {
      if (request.url?.startsWith(CONTROL_PREFIX)) void serveControl(request, response, controls);
      else void serveRequest(request, response, sockets.get(request.socket) ?? 0, provider);
    },
  );
  trackSockets(server, sockets);
  return server;
}

/** Keeps the open connections with a number each, counted from 1. */
function trackSockets(server: Server, sockets: Map<Socket, number>): void {
  let last = 0;
  server.on("connection", (socket: Socket) => {
    last += 1;
    sockets.set(socket, last);
    socket.once("close", () => sockets.delete(socket));
  });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function close(server: Server, sockets: Map<Socket, number>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await Promise.all([...sockets.keys()].map((socket) => once(socket.destroy(), "close")));
  await closed;
}
