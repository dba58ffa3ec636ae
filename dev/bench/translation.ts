import { PROTOCOLS, type Protocol } from "../../src/domain/protocol";
import { outlineJson } from "../../src/lib/json-outline";
import { SseReader } from "../../src/lib/sse-reader";
import type { ClientSide } from "../../src/protocols/client-side";
import { codecOf } from "../../src/protocols/codecs";
import { openTranslation, type Translation } from "../../src/protocols/translate";
import { recordAnswer } from "../fake-upstream/record-stream";
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

const ROUNDS = 600;
const STREAM_ROUNDS = 60;
const DELTAS = 300;

const MODELS: Readonly<Record<Protocol, string>> = {
  anthropic: "claude-opus-4-5",
  "openai-chat": "gpt-4.1",
  "openai-responses": "gpt-5",
  gemini: "gemini-2.5-pro",
};

export function measureTranslation(): readonly PairCost[] {
  return PROTOCOLS.flatMap((client) =>
    PROTOCOLS.filter((provider) => provider !== client).map((provider) => costOf(client, provider)),
  );
}

function costOf(client: Protocol, provider: Protocol): PairCost {
  const sides = Array.from({ length: ROUNDS }, (_, n) => clientSide(client, clientBody(client, n)));
  const requestTimes = sides.map((side) => cpuMs(() => translate(side, provider)));
  const translation = translate(clientSide(client, clientBody(client, ROUNDS)), provider);
  const { events, bytes } = recordAnswer({
    dialect: provider,
    script: { text: { repeat: "word ", times: DELTAS }, thinking: "hm ".repeat(20), chunks: DELTAS },
    body: { model: MODELS[provider], stream: true, stream_options: { include_usage: true } },
  });
  const streamTimes = Array.from({ length: STREAM_ROUNDS }, () => cpuMs(() => pass(translation, bytes)));
  return {
    ...{ client, provider, requestBytes: sides[0]?.request.body.bytes.length ?? 0 },
    // The first rounds find cold code.
    requestMs: percentile(requestTimes.slice(ROUNDS / 3), 0.5),
    eventUs: (percentile(streamTimes.slice(STREAM_ROUNDS / 3), 0.5) * 1_000) / events.length,
  };
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
