import type { IncomingHttpHeaders } from "node:http";
import type { DialectName, Framing, Operation } from "./call";

/** What a request line asks for. `model` and `framing` are there when the URL says them. */
export type Route = {
  readonly dialect: DialectName;
  readonly operation: Operation;
  readonly model?: string;
  readonly framing?: Framing;
  readonly codeAssist?: true;
};

type Endpoint = { readonly method: string; readonly path: RegExp } & Pick<Route, "dialect" | "operation">;

// Anything may stand in front of the version segment, so that base URLs with path prefixes can be tested.
const ENDPOINTS: readonly Endpoint[] = [
  { method: "POST", path: /\/v\d\w*\/messages$/, dialect: "anthropic", operation: "generate" },
  {
    method: "POST",
    path: /\/v\d\w*\/messages\/count_tokens$/,
    dialect: "anthropic",
    operation: "count-tokens",
  },
  { method: "POST", path: /\/v\d\w*\/chat\/completions$/, dialect: "openai-chat", operation: "generate" },
  { method: "POST", path: /\/v\d\w*\/responses$/, dialect: "openai-responses", operation: "generate" },
  {
    method: "POST",
    path: /\/v\d\w*\/responses\/input_tokens$/,
    dialect: "openai-responses",
    operation: "count-tokens",
  },
  {
    method: "POST",
    path: /\/v\d\w*\/responses\/compact$/,
    dialect: "openai-responses",
    operation: "compact",
  },
  { method: "POST", path: /\/v\d\w*\/embeddings$/, dialect: "openai-chat", operation: "embed" },
];

const GEMINI_METHOD = /\/models\/([^/:]+):(generateContent|streamGenerateContent|countTokens)$/;
/** Gemini CLI with a Google account: no model in the path, and an envelope around everything. */
const CODE_ASSIST_METHOD = /\/v1internal:(generateContent|streamGenerateContent|countTokens)$/;
const MODEL_LIST = /\/(v\d\w*)\/models$/;

/** The endpoint a request goes to; null when no provider has it. */
export function findRoute(method: string, url: string, headers: IncomingHttpHeaders): Route | null {
  const [path = "", query = ""] = url.split("?", 2);
  const endpoint = ENDPOINTS.find((candidate) => candidate.method === method && candidate.path.test(path));
  if (endpoint !== undefined) return endpoint;
  return method === "POST" ? geminiRoute(path, query) : modelListRoute(method, path, query, headers);
}

function geminiRoute(path: string, query: string): Route | null {
  const assisted = CODE_ASSIST_METHOD.exec(path)?.[1];
  if (assisted !== undefined) return codeAssistRoute(assisted, query);
  const match = GEMINI_METHOD.exec(path);
  if (match === null) return null;
  const [, encodedModel = "", name] = match;
  const model = decodeURIComponent(encodedModel);
  if (name === "countTokens") return { dialect: "gemini", operation: "count-tokens", model };
  return { dialect: "gemini", operation: "generate", model, framing: geminiFraming(name, query) };
}

function codeAssistRoute(name: string, query: string): Route {
  if (name === "countTokens") return { dialect: "gemini", operation: "count-tokens", codeAssist: true };
  const framing = geminiFraming(name, query);
  return { dialect: "gemini", operation: "generate", framing, codeAssist: true };
}

function geminiFraming(name: string | undefined, query: string): Framing {
  if (name === "generateContent") return "one-piece";
  return new URLSearchParams(query).get("alt") === "sse" ? "sse" : "json-array";
}

function modelListRoute(
  method: string,
  path: string,
  query: string,
  headers: IncomingHttpHeaders,
): Route | null {
  const version = method === "GET" ? MODEL_LIST.exec(path)?.[1] : undefined;
  if (version === undefined) return null;
  const isGemini = version === "v1beta" || hasGoogleKey(query, headers);
  return { dialect: isGemini ? "gemini" : modelListDialect(headers), operation: "list-models" };
}

/** Three providers have a `/v1/models`; their clients differ in how they say who they are. */
function modelListDialect(headers: IncomingHttpHeaders): DialectName {
  return headers["anthropic-version"] === undefined ? "openai-chat" : "anthropic";
}

function hasGoogleKey(query: string, headers: IncomingHttpHeaders): boolean {
  return headers["x-goog-api-key"] !== undefined || new URLSearchParams(query).has("key");
}
