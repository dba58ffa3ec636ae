import { scriptHeader } from "../fake-upstream/script";

/** One kind of traffic at one concurrency. */
export interface Scenario {
  readonly name: string;
  readonly concurrency: number;
  /** Requests per round and target. */
  readonly requests: number;
  readonly rounds: number;
  /** The n-th request's body; each is different, or a cache would answer. */
  readonly body: (n: number) => string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether an answer is whole and right. */
  readonly isRight: (answer: string) => boolean;
}

const EVENTS = 300;
/** message_start, content_block_start, ping, content_block_stop, message_delta and message_stop are six of them. */
const DELTAS = EVENTS - 6;

/** The n-th request's body. */
export const message = (n: number, changes: object = {}) =>
  JSON.stringify({
    model: "claude-sonnet-4-5",
    max_tokens: 1_000,
    metadata: { user_id: `user_bench_session_${n % 50}` },
    messages: [{ role: "user", content: `request ${n}` }],
    ...changes,
  });

const json = (concurrency: number, requests: number, rounds: number): Scenario => ({
  name: "JSON",
  concurrency,
  requests,
  rounds,
  body: (n) => message(n),
  headers: {},
  isRight: (answer) => answer.includes('"type":"message"') && answer.endsWith("}"),
});

const sse = (concurrency: number, requests: number, rounds: number): Scenario => ({
  name: `SSE, ${EVENTS} events`,
  concurrency,
  requests,
  rounds,
  body: (n) => message(n, { stream: true }),
  headers: {
    "x-fake-script": scriptHeader({
      text: { repeat: "word ", times: DELTAS },
      chunks: DELTAS,
      delays: { betweenChunksMs: 0 },
    }),
  },
  isRight: (answer) =>
    answer.endsWith('data: {"type":"message_stop"}\n\n') && answer.split("\n\n").length - 1 === EVENTS,
});

/** Paragraphs and code as conversations have them: mostly long strings, some escapes. */
const LARGE_MESSAGES = Array.from({ length: 100 }, (_, n) => ({
  role: n % 2 === 0 ? "user" : "assistant",
  content: [
    {
      type: "text",
      text: `Part ${n}:\n\tif (a === "b") { return; }\n${"lorem ipsum dolor sit amet ".repeat(183)}`,
    },
  ],
}));

const large = (concurrency: number, requests: number, rounds: number): Scenario => ({
  ...json(concurrency, requests, rounds),
  name: "JSON, 500 KB body",
  body: (n) => message(n, { messages: [...LARGE_MESSAGES, { role: "user", content: `request ${n}` }] }),
});

/** What a server is made to do before anything is measured. */
export const WARM_UP = json(16, 6_000, 1);

export const SCENARIOS: readonly Scenario[] = [
  json(1, 600, 8),
  json(16, 2_000, 8),
  json(64, 2_000, 8),
  sse(1, 60, 6),
  sse(16, 120, 6),
  sse(64, 120, 6),
  large(4, 100, 8),
];
