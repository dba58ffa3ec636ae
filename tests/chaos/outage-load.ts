import { setTimeout as sleep } from "node:timers/promises";
import { rawRequest } from "../support/raw-request";
import type { OutageWorld, Replica } from "./outage-world";

const CLIENTS = 20;
const PAUSE_MS = 60;

/** Numbers begin here, so that none is mistaken for a small count of tokens. */
const FIRST_NUMBER = 1_000;

/** What became of one request, as its client saw it. */
export interface Sent {
  readonly number: number;
  readonly startedAt: number;
  readonly status: number;
  readonly isWhole: boolean;
  /** Its hub was killed, or was down, while it ran. */
  readonly metKill: boolean;
}

/** Requests without pause, each with a number that is also the count of tokens its prompt has upstream. */
export interface Load {
  readonly sent: readonly Sent[];
  readonly stop: () => Promise<void>;
}

export function startLoad(world: OutageWorld): Load {
  const sent: Sent[] = [];
  let number = FIRST_NUMBER;
  let isOver = false;
  world.upstream.setDefault(({ body }) => scriptOf(Number(/outage (\d+)/.exec(body.toString())?.[1])));
  const client = async (n: number) => {
    await sleep((n / CLIENTS) * PAUSE_MS);
    while (!isOver) {
      const replica = world.replicas[number % 2] as Replica;
      sent.push(await sendOne(world, replica, number++));
      await sleep(PAUSE_MS);
    }
  };
  const clients = Array.from({ length: CLIENTS }, (_, n) => client(n));
  return {
    sent,
    async stop() {
      isOver = true;
      await Promise.all(clients);
    },
  };
}

const isStream = (number: number) => number % 3 > 0;

function scriptOf(number: number) {
  return {
    usage: { inputTokens: number, outputTokens: 10 + (number % 90) },
    delays: { toHeadersMs: 20, betweenChunksMs: 10 },
    text: `answer ${number}`,
    chunks: 1 + (number % 12),
  };
}

async function sendOne(world: OutageWorld, replica: Replica, number: number): Promise<Sent> {
  const startedAt = Date.now();
  const { kills, process } = replica;
  if (!process) {
    await sleep(PAUSE_MS);
    return { number, startedAt, status: 0, isWhole: false, metKill: true };
  }
  const { status, body, isWhole } = await rawRequest({
    ...{ url: process.url, key: world.key },
    headers: { "user-agent": `outage/${number}` },
    body: JSON.stringify({
      ...{ model: "claude-sonnet-4-5", max_tokens: 100, stream: isStream(number) },
      messages: [{ role: "user", content: `outage ${number}` }],
    }),
  }).received;
  const isRight = isStream(number)
    ? body.includes("event: message_stop\n")
    : body.includes('"type":"message"');
  return {
    ...{ number, startedAt, status },
    isWhole: status === 200 && isWhole && isRight,
    metKill: replica.kills !== kills,
  };
}
