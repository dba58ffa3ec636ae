import { headerValue, type RawHeaders } from "@/infra/http/headers";
import { type EndpointPolicy, ENDPOINT_POLICIES as POLICIES } from "./endpoints";

/** A request line with its headers: all that decides where a request belongs. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  readonly headers: RawHeaders;
}

type Row = readonly [method: string | null, path: RegExp, policy: EndpointPolicy];

/** Known endpoints; the first row that fits. Paths are compared without a slash at their end. */
const TABLE: readonly Row[] = [
  ["POST", /^\/v1\/messages$/, POLICIES.messages],
  ["POST", /^\/v1\/messages\/count_tokens$/, POLICIES.countMessages],
  ["POST", /^\/v1\/chat\/completions$/, POLICIES.chat],
  ["POST", /^\/v1\/responses(?:\/compact)?$/, POLICIES.responses],
  ["POST", /^\/v1\/responses\/input_tokens$/, POLICIES.countResponses],
  ["POST", /^\/v1\/embeddings$/, POLICIES.embeddings],
  [
    "POST",
    /^\/(?:v1|v1beta|v1internal)\/models\/[^/:]+:(?:g|streamG)enerateContent$/,
    POLICIES.generateContent,
  ],
  ["POST", /^\/(?:v1|v1beta)\/models\/[^/:]+:countTokens$/, POLICIES.countContent],
  ["POST", /^\/v1internal:(?:g|streamG)enerateContent$/, POLICIES.generateContent],
  ["POST", /^\/v1internal(?:\/models\/[^/:]+)?:countTokens$/, POLICIES.countCodeAssist],
  ["GET", /^\/v1\/responses\/models$/, POLICIES.modelsOpenAi],
  ["GET", /^\/v1\/chat\/(?:completions\/)?models$/, POLICIES.modelsOpenAi],
  ["GET", /^\/v1beta\/models(?:\/[^/:]+)?$/, POLICIES.modelsGemini],
  // Everything else below a family passes to its providers.
  [null, /^\/v1internal[/:]/, POLICIES.rawCodeAssist],
  [null, /^\/v1beta\//, POLICIES.rawGemini],
  ["POST", /^\/v1\/models\/[^/:]+:/, POLICIES.rawGemini],
  [null, /^\/v1\/(?:messages|complete|skills)(?:\/|$)/, POLICIES.rawAnthropic],
  [null, /^\/v1\/(?:responses|conversations)(?:\/|$)/, POLICIES.rawResponses],
  [
    null,
    /^\/v1\/(?:chat|completions|engines|moderations|images|audio|videos|rerank|realtime|fine_tuning|vector_stores|uploads|assistants|threads|evals|containers)(?:\/|$)/,
    POLICIES.rawChat,
  ],
];

/** A model list or one model of it; clients of three dialects ask here. */
const MODELS = /^\/v1\/models(?:\/.+)?$/;

/** Endpoints of this name exist in two dialects. */
const SHARED = /^\/v1\/(?:files|batches|organizations?|models)(?:\/|$)/;

/** Where a request belongs, by its method and path, and by what its headers tell of the client where paths are shared. */
export function findEndpoint(head: RequestHead): EndpointPolicy {
  const { method, headers } = head;
  const path = head.path.replace(/\/+$/, "");
  if (method === "OPTIONS") return POLICIES.preflight;
  if (headerValue(headers, "upgrade")?.toLowerCase() === "websocket") return POLICIES.upgrade;
  const row = TABLE.find(([wanted, pattern]) => (wanted === null || wanted === method) && pattern.test(path));
  if (row) return row[2];
  const dialect = dialectOfClient(head);
  if (method === "GET" && MODELS.test(path)) return MODEL_LISTS[dialect];
  if (SHARED.test(path)) return RAWS[dialect];
  // Tools that vendors of Anthropic-compatible APIs keep beside them; Claude Code's servers call them.
  if (path.startsWith("/v1/")) return dialect === "gemini" ? POLICIES.rawGemini : POLICIES.rawAnthropic;
  return POLICIES.unknown;
}

type ClientDialect = "anthropic" | "openai" | "gemini";

const MODEL_LISTS: Readonly<Record<ClientDialect, EndpointPolicy>> = {
  anthropic: POLICIES.modelsAnthropic,
  openai: POLICIES.modelsOpenAi,
  gemini: POLICIES.modelsGemini,
};

const RAWS: Readonly<Record<ClientDialect, EndpointPolicy>> = {
  anthropic: POLICIES.rawAnthropic,
  openai: POLICIES.rawChat,
  gemini: POLICIES.rawGemini,
};

/** Anthropic's clients name a version of the API, Google's send their key in their own way. */
function dialectOfClient({ headers, query }: RequestHead): ClientDialect {
  if (headerValue(headers, "anthropic-version") !== undefined) return "anthropic";
  const hasGoogleKey = headerValue(headers, "x-goog-api-key") !== undefined;
  return hasGoogleKey || new URLSearchParams(query).has("key") ? "gemini" : "openai";
}
