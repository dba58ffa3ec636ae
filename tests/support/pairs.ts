import type { Protocol } from "@/domain/protocol";
import type { TestCaller, TestHub } from "./hub";

/** What a client of any protocol wants of a model. */
export interface Wish {
  readonly model: string;
  readonly text: string;
  readonly isStream: boolean;
  /** Offers a tool `look` that takes a `path`. */
  readonly hasTool?: boolean;
  /** Further members of the body. */
  readonly more?: object;
}

/** What a client understood of an answer. */
export interface Understood {
  readonly text: string;
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
  readonly finish: string | null | undefined;
  readonly usage: { readonly input: number; readonly output: number } | null;
  /** The terminal marker came, or the answer came in one piece. */
  readonly isWhole: boolean;
  readonly error: string | null;
}

export interface ClientDialect {
  readonly protocol: Protocol;
  readonly path: (wish: Wish) => string;
  readonly body: (wish: Wish) => object;
  readonly credentials: (key: string) => Record<string, string>;
  readonly read: (events: readonly Json[], isStream: boolean) => Understood;
  /** The client's word for an answer that came to its own end, and for one with calls. */
  readonly finishes: { readonly stop: string; readonly tool: string; readonly length: string };
}

// biome-ignore lint/suspicious/noExplicitAny: a client's own answers, read by its own names
type Json = any;

const PATH_SCHEMA = { type: "object", properties: { path: { type: "string" } }, required: ["path"] };

const usageOf = (input: number | undefined, output: number | undefined) =>
  input === undefined ? null : { input, output: output ?? 0 };

const anthropic: ClientDialect = {
  protocol: "anthropic",
  finishes: { stop: "end_turn", tool: "tool_use", length: "max_tokens" },
  path: () => "/v1/messages",
  credentials: (key) => ({ "x-api-key": key, "anthropic-version": "2023-06-01" }),
  body: ({ model, text, isStream, hasTool, more }) => ({
    ...{ model, max_tokens: 4_000, stream: isStream, messages: [{ role: "user", content: text }] },
    ...(hasTool && { tools: [{ name: "look", description: "Looks", input_schema: PATH_SCHEMA }] }),
    ...more,
  }),
  read(events, isStream) {
    if (!isStream) return readMessage(events[0]);
    const blocks: Json[] = [];
    let ending: Json = {};
    let start: Json = {};
    for (const event of events) {
      if (event.type === "message_start") start = event.message.usage;
      if (event.type === "content_block_start") blocks[event.index] = { ...event.content_block, json: "" };
      if (event.type === "content_block_delta") grow(blocks[event.index], event.delta);
      if (event.type === "message_delta") ending = event;
    }
    const content = blocks.map(({ json, ...block }) =>
      block.type === "tool_use" ? { ...block, input: JSON.parse(json || "{}") } : block,
    );
    const usage = ending.usage && { ...start, ...ending.usage };
    const error = events.find(({ type }) => type === "error");
    const isWhole = events.at(-1)?.type === "message_stop";
    const message = { content, stop_reason: ending.delta?.stop_reason, usage, error: error?.error };
    return { ...readMessage(message), isWhole };
  },
};

function grow(block: Json, delta: Json): void {
  if (delta.type === "text_delta") block.text += delta.text;
  if (delta.type === "input_json_delta") block.json += delta.partial_json;
}

function readMessage({ content = [], stop_reason, usage, error }: Json): Understood {
  const uses = content.filter(({ type }: Json) => type === "tool_use");
  return {
    text: content.map(({ text = "" }: Json) => text).join(""),
    calls: uses.map(({ name, input }: Json) => ({ name, input })),
    finish: stop_reason,
    usage: usageOf(
      usage &&
        usage.input_tokens + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0),
      usage?.output_tokens,
    ),
    isWhole: true,
    error: error?.message ?? null,
  };
}

const chat: ClientDialect = {
  protocol: "openai-chat",
  finishes: { stop: "stop", tool: "tool_calls", length: "length" },
  path: () => "/v1/chat/completions",
  credentials: (key) => ({ authorization: `Bearer ${key}` }),
  body: ({ model, text, isStream, hasTool, more }) => ({
    ...{ model, stream: isStream, messages: [{ role: "user", content: text }] },
    ...(isStream && { stream_options: { include_usage: true } }),
    ...(hasTool && {
      tools: [
        { type: "function", function: { name: "look", description: "Looks", parameters: PATH_SCHEMA } },
      ],
    }),
    ...more,
  }),
  read(events, isStream) {
    const choices = events.flatMap(({ choices: all = [] }) => all.map((choice: Json) => choice));
    const calls: Json[] = [];
    let text = "";
    for (const { delta, message } of choices) {
      const said = delta ?? message ?? {};
      text += said.content ?? "";
      for (const [at, call] of (said.tool_calls ?? []).entries()) {
        const index = call.index ?? at;
        calls[index] ??= { name: "", json: "" };
        calls[index].name += call.function?.name ?? "";
        calls[index].json += call.function?.arguments ?? "";
      }
    }
    const usage = events.find((event) => event.usage)?.usage;
    return {
      text,
      calls: calls.map(({ name, json }) => ({ name, input: JSON.parse(json) })),
      finish: choices.map(({ finish_reason }) => finish_reason).find((reason) => reason),
      usage: usageOf(usage?.prompt_tokens, usage?.completion_tokens),
      isWhole: !isStream || events.at(-1)?.done === true,
      error: events.find((event) => event.error)?.error.message ?? null,
    };
  },
};

const responses: ClientDialect = {
  protocol: "openai-responses",
  finishes: { stop: "completed", tool: "completed", length: "incomplete" },
  path: () => "/v1/responses",
  credentials: (key) => ({ authorization: `Bearer ${key}` }),
  body: ({ model, text, isStream, hasTool, more }) => ({
    ...{ model, stream: isStream, store: false, input: [{ role: "user", content: text }] },
    ...(hasTool && {
      tools: [
        { type: "function", name: "look", description: "Looks", parameters: PATH_SCHEMA, strict: false },
      ],
    }),
    ...more,
  }),
  read(events, isStream) {
    const ends = ["response.completed", "response.incomplete", "response.failed"];
    const last = events.find(({ type }) => ends.includes(type));
    const response = isStream ? last?.response : events[0];
    const output: Json[] = response?.output ?? [];
    const deltas = events.filter(({ type }) => type === "response.output_text.delta");
    const whole = output.flatMap(({ content = [] }) => content.map(({ text = "" }: Json) => text)).join("");
    const error = events.find(({ type }) => type === "error") ?? response?.error ?? events[0]?.error;
    return {
      text: isStream ? deltas.map(({ delta }) => delta).join("") : whole,
      calls: output
        .filter(({ type }) => type === "function_call")
        .map(({ name, arguments: json }) => ({ name, input: JSON.parse(json) })),
      finish: response?.status,
      usage: usageOf(response?.usage?.input_tokens, response?.usage?.output_tokens),
      isWhole: !isStream || (last !== undefined && last === events.at(-1)),
      error: error?.message ?? null,
    };
  },
};

const gemini = (isArray: boolean): ClientDialect => ({
  protocol: "gemini",
  finishes: { stop: "STOP", tool: "STOP", length: "MAX_TOKENS" },
  path: ({ model, isStream }) => {
    const method = isStream ? `streamGenerateContent${isArray ? "" : "?alt=sse"}` : "generateContent";
    return `/v1beta/models/${model}:${method}`;
  },
  credentials: (key) => ({ "x-goog-api-key": key }),
  body: ({ text, hasTool, more }) => ({
    contents: [{ role: "user", parts: [{ text }] }],
    ...(hasTool && {
      tools: [
        { functionDeclarations: [{ name: "look", description: "Looks", parametersJsonSchema: PATH_SCHEMA }] },
      ],
    }),
    ...more,
  }),
  read(events, isStream) {
    const parts = events.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);
    const finish = events.map(({ candidates }) => candidates?.[0]?.finishReason).find((reason) => reason);
    const usage = events.map(({ usageMetadata }) => usageMetadata).findLast((metadata) => metadata);
    const output = (usage?.candidatesTokenCount ?? 0) + (usage?.thoughtsTokenCount ?? 0);
    return {
      text: parts
        .filter(({ thought }) => !thought)
        .map(({ text = "" }) => text)
        .join(""),
      calls: parts.flatMap(({ functionCall: call }) => (call ? [{ name: call.name, input: call.args }] : [])),
      finish,
      usage: usageOf(usage?.promptTokenCount, output),
      isWhole: !isStream || finish !== undefined,
      error: events.find((event) => event.error)?.error.message ?? null,
    };
  },
});

export const CLIENT_DIALECTS: Readonly<Record<string, ClientDialect>> = {
  anthropic,
  "openai-chat": chat,
  "openai-responses": responses,
  gemini: gemini(false),
  "gemini, a growing array": gemini(true),
};

/** A provider of each protocol, and a model it serves. */
export const PROVIDER_DIALECTS: Readonly<
  Record<Protocol, { readonly type: string; readonly model: string; readonly declared: boolean }>
> = {
  anthropic: { type: "claude", model: "claude-opus-4-5", declared: false },
  "openai-chat": { type: "openai-compatible", model: "gpt-4.1", declared: true },
  "openai-responses": { type: "codex", model: "o3", declared: false },
  gemini: { type: "gemini", model: "gemini-2.5-flash", declared: false },
};

/** Every client with every provider that speaks another protocol. */
export const PAIRS = Object.entries(CLIENT_DIALECTS).flatMap(([name, client]) =>
  (Object.keys(PROVIDER_DIALECTS) as Protocol[])
    .filter((protocol) => protocol !== client.protocol)
    .map((protocol) => [`${name} → ${protocol}`, client, protocol] as const),
);

/** Asks as a client of the dialect, and understands the answer as it would. */
export async function converse(
  hub: Pick<TestHub, "url">,
  { key }: Pick<TestCaller, "key">,
  client: ClientDialect,
  wish: Wish,
): Promise<Understood & { readonly response: Response; readonly body: string }> {
  const response = await fetch(hub.url + client.path(wish), {
    method: "POST",
    headers: { "content-type": "application/json", ...client.credentials(key) },
    body: JSON.stringify(client.body(wish)),
  });
  const body = await response.text();
  const isStream = wish.isStream && response.ok;
  return { ...client.read(eventsOf(body, response), isStream), response, body };
}

/** The events of a stream, or the one answer; `[DONE]` is `{ done: true }`. */
export function eventsOf(body: string, { headers }: Pick<Response, "headers">): Json[] {
  if (!headers.get("content-type")?.includes("text/event-stream")) {
    const parsed = JSON.parse(body);
    return Array.isArray(parsed) ? parsed : [parsed];
  }
  const data = body.split(/\r?\n/).filter((line) => line.startsWith("data: "));
  return data.map((line) => (line === "data: [DONE]" ? { done: true } : JSON.parse(line.slice(6))));
}
