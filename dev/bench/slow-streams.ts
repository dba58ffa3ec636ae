import { Pool } from "undici";
import { type ScriptInput, scriptHeader } from "../fake-upstream/script";
import { percentile } from "./percentile";
import type { MeasuredProcess } from "./processes";
import { message } from "./scenarios";

/** Many people waiting for slow answers at the same time. */
export const SLOW_STREAMS = 500;
const ROUNDS = 3;
const STREAMS_EACH = 3;
const CHUNKS = 20;
const GAP_MS = 100;
const STREAM_MS = CHUNKS * GAP_MS;
/** A gap this long is a stall. */
const STALL_MS = 1_500;
/** Holds what stands before the content, and the first of it: providers send both at once. */
const FIRST_CHUNK_BYTES = 900;
const TERMINAL = 'data: {"type":"message_stop"}\n\n';

export interface SlowStreams {
  readonly firstByteP50Ms: number;
  readonly firstByteP99Ms: number;
  readonly longestGapMs: number;
  /** Streams with a gap that counts as a stall. */
  readonly stalls: number;
}

/**
 * Asks two servers in turn, so that whatever else the machine does falls on both alike.
 *
 * @throws {Error} at a wrong answer
 */
export async function compareSlowStreams(
  bare: Pick<MeasuredProcess, "url">,
  hub: Pick<MeasuredProcess, "url">,
  key: string,
): Promise<{ readonly bare: SlowStreams; readonly hub: SlowStreams }> {
  const streams = { bare: [] as Stream[], hub: [] as Stream[] };
  for (let round = 0; round < ROUNDS; round++) {
    streams.bare.push(...(await runStreams(bare.url, "none")));
    streams.hub.push(...(await runStreams(hub.url, key)));
  }
  return { bare: summary(streams.bare), hub: summary(streams.hub) };
}

/** Keeps 500 streams running, each several times over, begun evenly spread. */
async function runStreams(url: string, key: string): Promise<Stream[]> {
  const pool = new Pool(url, { connections: SLOW_STREAMS });
  const headers = await headersFor(pool, key);
  const streams: Stream[] = [];
  const client = async (n: number) => {
    await sleep((n / SLOW_STREAMS) * STREAM_MS);
    for (let turn = 0; turn < STREAMS_EACH; turn++) {
      const stream = await readStream(pool, headers, n * STREAMS_EACH + turn);
      // In the first turn the connections are still being made.
      if (turn > 0) streams.push(stream);
    }
  };
  await Promise.all(Array.from({ length: SLOW_STREAMS }, (_, n) => client(n)));
  await pool.close();
  return streams;
}

function summary(streams: readonly Stream[]): SlowStreams {
  const firstBytes = streams.map(({ firstByteMs }) => firstByteMs);
  const gaps = streams.map(({ longestGapMs }) => longestGapMs);
  return {
    firstByteP50Ms: percentile(firstBytes, 0.5),
    firstByteP99Ms: percentile(firstBytes, 0.99),
    longestGapMs: Math.max(...gaps),
    stalls: gaps.filter((gap) => gap > STALL_MS).length,
  };
}

interface Stream {
  readonly firstByteMs: number;
  readonly longestGapMs: number;
}

type Headers = Readonly<Record<string, string>>;

/** Cuts the answer into as many slices as there are to be chunks, by its length. */
async function headersFor(pool: Pool, key: string): Promise<Headers> {
  const plain = { "content-type": "application/json", "x-api-key": key, "anthropic-version": "2023-06-01" };
  const script: ScriptInput = { text: { repeat: "word ", times: CHUNKS }, chunks: CHUNKS };
  const answer = await pool.request({
    ...{ path: "/v1/messages", method: "POST", body: message(0, { stream: true }) },
    headers: { ...plain, "x-fake-script": scriptHeader(script) },
  });
  const rest = (await answer.body.text()).length - FIRST_CHUNK_BYTES;
  const slice = Math.ceil(rest / (CHUNKS - 1));
  const chunkBytes = [FIRST_CHUNK_BYTES, ...Array.from({ length: CHUNKS - 1 }, () => slice)];
  const slow = scriptHeader({ ...script, chunkBytes, delays: { betweenChunksMs: GAP_MS } });
  return { ...plain, "x-fake-script": slow };
}

async function readStream(pool: Pool, headers: Headers, n: number): Promise<Stream> {
  const body = message(n, { stream: true });
  const startedAt = performance.now();
  const answer = await pool.request({ path: "/v1/messages", method: "POST", headers, body });
  let firstByteMs = 0;
  let longestGapMs = 0;
  let lastAt = startedAt;
  let tail = "";
  for await (const chunk of answer.body) {
    const now = performance.now();
    if (firstByteMs === 0) firstByteMs = now - startedAt;
    else longestGapMs = Math.max(longestGapMs, now - lastAt);
    lastAt = now;
    tail = (tail + (chunk as Buffer).toString("latin1")).slice(-TERMINAL.length);
  }
  if (answer.statusCode !== 200 || tail !== TERMINAL) throw new Error(`a slow stream ended in ${tail}`);
  return { firstByteMs, longestGapMs };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
