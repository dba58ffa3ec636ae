/** Answers as vendors document them, spelled out here so that what the hub reads is not what the hub's own tools wrote. */
export interface WireAnswer {
  readonly usage: object;
  /** OpenAI's name of the tier the call was served in. */
  readonly serviceTier?: string;
  /** Responses: further items of the output. */
  readonly output?: readonly object[];
}

export interface WireDialect {
  readonly whole: (answer: WireAnswer) => string;
  /** The events of the stream; the last ones bring usage and the terminal marker. */
  readonly stream: (answer: WireAnswer) => readonly string[];
}

/** 40 characters: what an estimate calls 10 tokens. */
const TEXT = "forty characters, no more and no less...";

const event = (data: { readonly type: string } & Record<string, unknown>) =>
  `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
const data = (value: object | string) =>
  `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;

/** docs.claude.com, "Messages" and "Streaming messages" */
const anthropic: WireDialect = {
  whole: ({ usage }) =>
    JSON.stringify({ ...message([{ type: "text", text: TEXT }]), stop_reason: "end_turn", usage }),
  stream: ({ usage }) => [
    event({ type: "message_start", message: { ...message([]), usage: { ...usage, output_tokens: 1 } } }),
    event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
    event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: TEXT } }),
    event({ type: "content_block_stop", index: 0 }),
    event({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: atTheEnd(usage) }),
    event({ type: "message_stop" }),
  ],
};

function message(content: readonly object[]) {
  return { id: "msg_1", type: "message", role: "assistant", model: "claude-golden", content };
}

/** Counts of the prompt are told at the start, without their split or at all at the end. */
function atTheEnd({ cache_creation: _, ...usage }: { readonly cache_creation?: object }) {
  return usage;
}

/** platform.openai.com/docs/api-reference/chat */
const chat: WireDialect = {
  whole: ({ usage, serviceTier = "default" }) =>
    JSON.stringify({
      ...{ id: "chatcmpl-1", object: "chat.completion", service_tier: serviceTier, usage },
      choices: [{ index: 0, message: { role: "assistant", content: TEXT }, finish_reason: "stop" }],
    }),
  stream: ({ usage, serviceTier = "default" }) => {
    const head = { id: "chatcmpl-1", object: "chat.completion.chunk", service_tier: serviceTier };
    const delta = { role: "assistant", content: TEXT };
    return [
      data({ ...head, choices: [{ index: 0, delta, finish_reason: null }], usage: null }),
      data({ ...head, choices: [{ index: 0, delta: {}, finish_reason: "stop" }], usage: null }),
      data({ ...head, choices: [], usage }),
      data("[DONE]"),
    ];
  },
};

/** platform.openai.com/docs/api-reference/responses */
const responses: WireDialect = {
  whole: (answer) => JSON.stringify(response(answer)),
  stream: (answer) => [
    event({
      type: "response.created",
      response: { ...response(answer), status: "in_progress", output: [], usage: null },
    }),
    event({ type: "response.output_text.delta", item_id: "msg_1", output_index: 0, delta: TEXT }),
    event({ type: "response.completed", response: response(answer) }),
  ],
};

function response({ usage, serviceTier = "default", output = [] }: WireAnswer) {
  const content = [{ type: "output_text", text: TEXT }];
  const said = { type: "message", id: "msg_1", role: "assistant", content };
  const head = { id: "resp_1", object: "response", status: "completed", error: null };
  return { ...head, output: [...output, said], service_tier: serviceTier, usage };
}

/** ai.google.dev/api/generate-content; a stream's first chunks know the prompt only. */
const gemini: WireDialect = {
  whole: ({ usage }) => JSON.stringify({ candidates: [candidate("STOP")], usageMetadata: usage }),
  stream: ({ usage }) => {
    const { promptTokenCount } = usage as { readonly promptTokenCount: number };
    const soFar = { promptTokenCount, totalTokenCount: promptTokenCount };
    return [
      data({ candidates: [candidate(null)], usageMetadata: soFar }),
      data({ candidates: [{ index: 0, finishReason: "STOP" }], usageMetadata: usage }),
    ];
  },
};

function candidate(finishReason: string | null) {
  const content = { role: "model", parts: [{ text: TEXT }] };
  return { index: 0, content, ...(finishReason && { finishReason }) };
}

export const WIRE_DIALECTS = { anthropic, chat, responses, gemini } as const;
export type WireDialectName = keyof typeof WIRE_DIALECTS;
