import type { JsonObject } from "../json";
import type { ErrorDetail } from "./dialect";

type OpenAiError = readonly [type: string, code: string | null, message: string];

/** @see https://platform.openai.com/docs/guides/error-codes */
const ERRORS: Readonly<Record<number, OpenAiError>> = {
  400: ["invalid_request_error", null, "We could not parse the JSON body of your request."],
  401: ["invalid_request_error", "invalid_api_key", "Incorrect API key provided."],
  402: ["insufficient_quota", "insufficient_quota", "You exceeded your current quota."],
  403: [
    "invalid_request_error",
    "unsupported_country_region_territory",
    "Country, region, or territory not supported",
  ],
  404: [
    "invalid_request_error",
    "model_not_found",
    "The model does not exist or you do not have access to it.",
  ],
  413: ["invalid_request_error", "request_too_large", "Request too large."],
  422: ["invalid_request_error", null, "The request could not be processed."],
  429: ["requests", "rate_limit_exceeded", "Rate limit reached for requests."],
  500: ["server_error", null, "The server had an error while processing your request. Sorry about that!"],
  503: [
    "server_error",
    "server_is_overloaded",
    "Our servers are currently overloaded. Please try again later.",
  ],
  529: [
    "server_error",
    "server_is_overloaded",
    "Our servers are currently overloaded. Please try again later.",
  ],
};

/** The words of an OpenAI error, the script's own first. */
export function openAiError(error: ErrorDetail) {
  const [type, code, message] = ERRORS[error.status] ?? ["server_error", null, "The server had an error."];
  return {
    message: error.message ?? message,
    type: error.type ?? type,
    param: null,
    code: error.code ?? code,
  };
}

/** The error envelope that Chat Completions and Responses share. */
export function openAiErrorBody(error: ErrorDetail): JsonObject {
  return { error: openAiError(error) };
}
