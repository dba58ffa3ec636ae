import type { TestCaller, TestHub } from "./hub";

/** One way to ask a model, as the clients of a dialect do it. */
export interface DialectCall {
  readonly name: string;
  readonly providerType: string;
  readonly path: string;
  readonly model: string;
  readonly isStream: boolean;
  /** In the client's own header. */
  readonly credentials: (key: string) => Record<string, string>;
  /** Members of the body; the text of its user stands in it once. */
  readonly body: (text: string) => object;
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const google = (key: string) => ({ "x-goog-api-key": key });

const chat = (stream: boolean): DialectCall => ({
  ...{ name: `openai-chat, ${stream ? "streamed" : "in one piece"}`, providerType: "openai-compatible" },
  ...{ path: "/v1/chat/completions", model: "gpt-4.1", isStream: stream, credentials: bearer },
  body: (content) => ({
    model: "gpt-4.1",
    stream,
    ...(stream && { stream_options: { include_usage: true } }),
    messages: [{ role: "user", content }],
  }),
});

const responses = (stream: boolean): DialectCall => ({
  ...{ name: `openai-responses, ${stream ? "streamed" : "in one piece"}`, providerType: "codex" },
  ...{ path: "/v1/responses", model: "o3", isStream: stream, credentials: bearer },
  body: (content) => ({ model: "o3", stream, store: false, input: [{ role: "user", content }] }),
});

const contents = (text: string) => ({ contents: [{ role: "user", parts: [{ text }] }] });

const gemini = (name: string, method: string, isStream: boolean): DialectCall => ({
  ...{ name: `gemini, ${name}`, providerType: "gemini", model: "gemini-2.5-flash", isStream },
  ...{ path: `/v1beta/models/gemini-2.5-flash:${method}`, credentials: google, body: contents },
});

const codeAssist = (name: string, method: string, isStream: boolean): DialectCall => ({
  ...{ name: `gemini-cli, ${name}`, providerType: "gemini-cli", model: "gemini-2.5-flash", isStream },
  ...{ path: `/v1internal:${method}`, credentials: bearer },
  body: (text) => ({ model: "gemini-2.5-flash", project: "p", request: contents(text) }),
});

/** Every dialect but Anthropic's, which has tests of its own, streamed and in one piece. */
export const DIALECT_CALLS: readonly DialectCall[] = [
  chat(false),
  chat(true),
  responses(false),
  responses(true),
  gemini("in one piece", "generateContent", false),
  gemini("server-sent events", "streamGenerateContent?alt=sse", true),
  gemini("a growing array", "streamGenerateContent", true),
  codeAssist("in one piece", "generateContent", false),
  codeAssist("server-sent events", "streamGenerateContent?alt=sse", true),
];

let asked = 0;

/** Asks as a client of the dialect. Each call is a conversation of its own. */
export function ask(
  hub: Pick<TestHub, "url">,
  { key }: Pick<TestCaller, "key">,
  call: DialectCall,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(hub.url + call.path, {
    method: "POST",
    headers: { "content-type": "application/json", ...call.credentials(key), ...headers },
    body: JSON.stringify(call.body(`hello ${++asked}`)),
  });
}
