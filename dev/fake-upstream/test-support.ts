import { type IncomingHttpHeaders, request } from "node:http";
import { afterEach } from "vitest";
import { type ScriptInput, scriptHeader } from "./script";
import { type FakeUpstream, type FakeUpstreamOptions, startFakeUpstream } from "./server";

/** What a bare HTTP client saw of one exchange. */
export type Seen = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly chunks: readonly { readonly bytes: Buffer; readonly atMs: number }[];
  readonly body: Buffer;
  readonly text: string;
  /** When the headers came, since the request was sent. */
  readonly headersAtMs: number;
  /** The code of the error that ended the body; null when it ended well. */
  readonly error: string | null;
};

export type Ask = {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly script?: ScriptInput;
  readonly signal?: AbortSignal;
};

const running: FakeUpstream[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((upstream) => upstream.close()));
});

/** Starts a fake upstream that is closed after the test. */
export async function startForTest(options: FakeUpstreamOptions = {}): Promise<FakeUpstream> {
  const upstream = await startFakeUpstream(options);
  running.push(upstream);
  return upstream;
}

/** A Messages request, streamed unless said otherwise. */
export const messagesBody = {
  model: "claude-sonnet-5",
  max_tokens: 100,
  stream: true,
  messages: [{ role: "user", content: "hi" }],
};

/** Sends a request with node:http, which shows chunk boundaries and connection errors as they are. */
export function ask(upstream: FakeUpstream, options: Ask = {}): Promise<Seen> {
  const { path = "/v1/messages", method = "POST", script, signal, body = messagesBody } = options;
  const startedAt = performance.now();
  const headers = {
    ...(script === undefined ? {} : { "x-fake-script": scriptHeader(script) }),
    ...options.headers,
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(`${upstream.url}${path}`, { method, headers, agent: false, signal });
    // A connection that breaks later is the response's error too, and told by that.
    outgoing.on("error", reject);
    outgoing.on("response", (response) => {
      outgoing.off("error", reject).on("error", () => undefined);
      const headersAtMs = performance.now() - startedAt;
      const chunks: { bytes: Buffer; atMs: number }[] = [];
      const finish = (error: string | null) => {
        const whole = Buffer.concat(chunks.map(({ bytes }) => bytes));
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, chunks, body: whole, text: whole.toString(), headersAtMs, error });
      };
      response.on("data", (bytes: Buffer) => chunks.push({ bytes, atMs: performance.now() - startedAt }));
      response.on("end", () => finish(null));
      response.on("error", (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
    });
    outgoing.end(method === "GET" || method === "HEAD" ? undefined : toBytes(body));
  });
}

/** An event as an independent reader finds it. */
export type SseEvent = { readonly name: string | null; readonly data: string };

/** Reads a whole event stream in the plainest way: events end at a blank line. */
export function sseEvents(text: string): SseEvent[] {
  const blocks = text.split(/\r?\n\r?\n/).filter((block) => block !== "");
  return blocks.map((block) => {
    const lines = block.split(/\r?\n/);
    const name = lines.find((line) => line.startsWith("event: "))?.slice(7) ?? null;
    const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6));
    return { name, data: data.join("\n") };
  });
}

function toBytes(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
