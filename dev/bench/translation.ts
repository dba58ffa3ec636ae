import { PROTOCOLS, type Protocol } from "../../src/domain/protocol";
import { letHeapGrow } from "../../src/infra/heap";
import { outlineJson } from "../../src/lib/json-outline";
import { SseReader } from "../../src/lib/sse-reader";
import type { ClientSide } from "../../src/protocols/client-side";
import { codecOf } from "../../src/protocols/codecs";
import { openTranslation, type Translation } from "../../src/protocols/translate";
import { type RecordedAnswer, recordAnswer } from "../fake-upstream/record-stream";
import { percentile } from "./percentile";

/** What translating costs, without the hub around it. */
export interface PairCost {
  readonly client: Protocol;
  readonly provider: Protocol;
  /** CPU ms for a request of about 100 KB: decoded, encoded, written; the median. */
  readonly requestMs: number;
  readonly requestBytes: number;
  /** CPU µs for an event of the upstream's stream; the median of many streams. */
  readonly eventUs: number;
}

const ROUNDS = 400;
const STREAM_ROUNDS = 60;
/** The first rounds find cold code. */
const COLD = 1 / 3;
const DELTAS = 300;

const MODELS: Readonly<Record<Protocol, string>> = {
  anthropic: "claude-opus-4-5",
  "openai-chat": "gpt-4.1",
  "openai-responses": "gpt-5",
  gemini: "gemini-2.5-pro",
};

/** All pairs in turn, round after round, so that whatever else the machine does falls on all of them alike. */
export function measureTranslation(): readonly PairCost[] {
  // As in the hub.
  letHeapGrow();
  const pairs = PROTOCOLS.flatMap((client) =>
    PROTOCOLS.filter((provider) => provider !== client).map((provider) => new Pair(client, provider)),
  );
  for (let round = 0; round < ROUNDS; round++) for (const pair of pairs) pair.translateOne(round);
  for (let round = 0; round < STREAM_ROUNDS; round++) for (const pair of pairs) pair.passStream();
  return pairs.map((pair) => pair.cost());
}

class Pair {
  private readonly requestTimes: number[] = [];
  private readonly streamTimes: number[] = [];
  private readonly answer: RecordedAnswer;
  private requestBytes = 0;
  private translation: Translation | null = null;

  constructor(
    private readonly client: Protocol,
    private readonly provider: Protocol,
  ) {
    this.answer = recordAnswer({
      dialect: provider,
      script: { text: { repeat: "word ", times: DELTAS }, thinking: "hm ".repeat(20), chunks: DELTAS },
      body: { model: MODELS[provider], stream: true, stream_options: { include_usage: true } },
    });
  }

  translateOne(n: number): void {
    const body = clientBody(this.client, n);
    this.requestBytes = body.length;
    const side = clientSide(this.client, body);
    this.requestTimes.push(
      cpuMs(() => {
        this.translation = translate(side, this.provider);
      }),
    );
  }

  passStream(): void {
    const { translation } = this;
    if (translation) this.streamTimes.push(cpuMs(() => pass(translation, this.answer.bytes)));
  }

  cost(): PairCost {
    const { client, provider, requestBytes } = this;
    return {
      client,
      provider,
      requestBytes,
      requestMs: median(this.requestTimes),
      eventUs: (median(this.streamTimes) * 1_000) / this.answer.events.length,
    };
  }
}

function median(times: readonly number[]): number {
  return percentile(times.slice(times.length * COLD), 0.5);
}

/** As the gateway has a request before it looks for a provider. */
function clientSide(protocol: Protocol, bytes: Buffer): ClientSide {
  return {
    ...{
      protocol,
      wantsStream: true,
      framing: "sse",
      model: MODELS[protocol],
      requestId: "bench",
      receivedAt: 0,
    },
    request: { body: { bytes, outline: outlineJson(bytes) }, path: "/v1/bench", query: "" },
  };
}

function translate(client: ClientSide, protocol: Protocol): Translation {
  return openTranslation(client, { protocol, model: MODELS[protocol], modelMaxOutputTokens: 64_000 });
}

function pass({ answer }: Translation, bytes: Buffer): number {
  const stream = answer.openStream();
  let written = 0;
  const reader = new SseReader((event) => {
    written += Buffer.byteLength(stream.push(event));
  });
  reader.feed(bytes);
  return written + Buffer.byteLength(stream.finish(true));
}

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  work();
  const { user, system } = process.cpuUsage(before);
  // The counter of the CPU ticks in microseconds at best; short work is told better by the clock.
  return Math.min(performance.now() - startedAt, (user + system) / 1_000 || Number.POSITIVE_INFINITY);
}

/** The same conversation in each protocol: a long prompt, thirty tools, fifty turns with calls and results. */
function clientBody(protocol: Protocol, n: number): Buffer {
  const body = Buffer.from(JSON.stringify(conversation(n)));
  if (protocol === "anthropic") return body;
  const { value } = codecOf("anthropic").decodeRequest({
    body: JSON.parse(body.toString()),
    wantsStream: true,
  });
  const target = { model: MODELS[protocol], wantsStream: true, modelMaxOutputTokens: 64_000 };
  return Buffer.from(JSON.stringify(codecOf(protocol).encodeRequest(value, target).body));
}

const PROSE = 'A paragraph of a prompt, with code such as `const x = "y";\n` in it, as they have. ';

function conversation(n: number) {
  const parameters = {
    type: "object",
    properties: { path: { type: "string", description: PROSE }, limit: { type: "integer" } },
    required: ["path"],
    additionalProperties: false,
  };
  const tools = Array.from({ length: 30 }, (_, at) => ({
    ...{ name: `tool_${at}`, description: PROSE.repeat(6), input_schema: parameters },
  }));
  const turns = Array.from({ length: 25 }, (_, at) => [
    {
      role: "assistant",
      content: [
        { type: "text", text: PROSE.repeat(3) },
        {
          type: "tool_use",
          id: `toolu_${n}_${at}`,
          name: "tool_1",
          input: { path: `/tmp/${at}`, limit: at },
        },
      ],
    },
    {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: `toolu_${n}_${at}`, content: PROSE.repeat(20) }],
    },
  ]);
  return {
    ...{ model: "claude-opus-4-5", max_tokens: 32_000, stream: true, tools },
    system: [{ type: "text", text: PROSE.repeat(200), cache_control: { type: "ephemeral" } }],
    messages: [{ role: "user", content: `request ${n}` }, ...turns.flat()],
  };
}
