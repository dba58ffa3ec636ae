import { percentile } from "./percentile";
import type { MeasuredProcess } from "./processes";
import { message } from "./scenarios";
import { CHUNKS, GAP_MS } from "./slow-answer";
import { type Stream, StreamReader } from "./stream-reader";

/** Many people waiting for slow answers at the same time. */
export const SLOW_STREAMS = 500;
const ROUNDS = 3;
/** Not counted: V8 goes on compiling what streams need for the first three thousand of them. */
const WARM_UP_ROUNDS = 2;
const STREAMS_EACH = 3;
const STREAM_MS = CHUNKS * GAP_MS;
/** A gap this long is a stall. */
const STALL_MS = 1_500;

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
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    await runStreams(bare.url, "none");
    await runStreams(hub.url, key);
  }
  for (let round = 0; round < ROUNDS; round++) {
    streams.bare.push(...(await runStreams(bare.url, "none")));
    streams.hub.push(...(await runStreams(hub.url, key)));
  }
  return { bare: summary(streams.bare), hub: summary(streams.hub) };
}

/** Keeps 500 streams running, each several times over, begun evenly spread. */
async function runStreams(url: string, key: string): Promise<Stream[]> {
  const headers = {
    "content-type": "application/json",
    "x-api-key": key,
    "anthropic-version": "2023-06-01",
  };
  const streams: Stream[] = [];
  const client = async (n: number) => {
    await sleep((n / SLOW_STREAMS) * STREAM_MS);
    const reader = new StreamReader(new URL(url));
    for (let turn = 0; turn < STREAMS_EACH; turn++) {
      const stream = await reader.read(headers, message(n * STREAMS_EACH + turn, { stream: true }));
      // In the first turn the connections are still being made.
      if (turn > 0) streams.push(stream);
    }
    reader.close();
  };
  await Promise.all(Array.from({ length: SLOW_STREAMS }, (_, n) => client(n)));
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

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
