import { parseJson } from "@/lib/parse-json";
import type { ErrorFacts } from "../protocol";
import type { AnthropicErrorBody } from "./wire";

/** Anthropic's names for HTTP statuses (API reference, "Errors"). */
const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
};

function errorObject({ status, code, message, requestId, extra }: ErrorFacts) {
  const type = TYPES[status] ?? (status < 500 ? "invalid_request_error" : "api_error");
  return { type: "error", error: { type, message, code, ...extra }, request_id: requestId };
}

export function errorBody(error: ErrorFacts): string {
  return JSON.stringify(errorObject(error));
}

export function errorEvent(error: ErrorFacts): string {
  return `event: error\ndata: ${JSON.stringify(errorObject(error))}\n\n`;
}

/** The message of an Anthropic error body, or of one in the similar shapes relays use. */
export function errorMessage(body: Buffer): string | null {
  const parsed = parseJson<AnthropicErrorBody & { message?: unknown }>(body.toString("utf8"));
  const message = parsed?.error?.message ?? parsed?.message ?? parsed?.error;
  return typeof message === "string" && message !== "" ? message : null;
}
