import { parseJson } from "@/lib/parse-json";
import type { ErrorFacts } from "./protocol";

/** OpenAI's names for HTTP statuses (platform.openai.com/docs/guides/error-codes). */
const TYPES: Readonly<Record<number, string>> = {
  401: "authentication_error",
  402: "insufficient_quota",
  403: "permission_error",
  404: "not_found_error",
  429: "rate_limit_error",
};

/** The error object that Chat Completions and Responses share. */
export function openAiError({ status, code, message, requestId, extra }: ErrorFacts) {
  const type = TYPES[status] ?? (status < 500 ? "invalid_request_error" : "server_error");
  return { message, type, param: null, code, ...extra, request_id: requestId };
}

export function openAiErrorBody(error: ErrorFacts): string {
  return JSON.stringify({ error: openAiError(error) });
}

interface ErrorBody {
  readonly error?: { readonly message?: unknown } | string | null;
  readonly message?: unknown;
  /** `response.failed` */
  readonly response?: { readonly error?: { readonly message?: unknown } | null } | null;
  /** FastAPI, under many self-hosted servers */
  readonly detail?: unknown;
}

/** The message of an OpenAI error body or event, or of one in the similar shapes compatible servers use. */
export function openAiErrorMessage(body: Buffer): string | null {
  const parsed = parseJson<ErrorBody | null>(body.toString("utf8"));
  const { error, message, response, detail } = parsed ?? {};
  const found = [
    typeof error === "string" ? error : error?.message,
    response?.error?.message,
    message,
    detail,
  ];
  return found.find((text): text is string => typeof text === "string" && text !== "") ?? null;
}
