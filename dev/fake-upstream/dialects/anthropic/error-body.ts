import { markedId } from "../../ids";
import type { JsonObject } from "../../json";
import type { ErrorDetail } from "../dialect";

/** @see https://docs.anthropic.com/en/api/errors */
const ERRORS: Readonly<Record<number, readonly [type: string, message: string]>> = {
  400: ["invalid_request_error", "messages: at least one message is required"],
  401: ["authentication_error", "invalid x-api-key"],
  402: ["billing_error", "Your credit balance is too low to access the Anthropic API."],
  403: ["permission_error", "Your API key does not have permission to use the specified resource."],
  404: ["not_found_error", "Not found"],
  413: ["request_too_large", "Request exceeds the maximum size"],
  422: ["invalid_request_error", "The request could not be processed."],
  429: ["rate_limit_error", "This request would exceed your account's rate limit. Please try again later."],
  500: ["api_error", "Internal server error"],
  504: ["timeout_error", "The request timed out."],
  529: ["overloaded_error", "Overloaded"],
};

/** Anthropic's error envelope. */
export function errorBody(error: ErrorDetail): JsonObject {
  const [type, message] = ERRORS[error.status] ?? ["api_error", "Internal server error"];
  const details = error.code === undefined ? {} : { details: { error_code: error.code } };
  return {
    type: "error",
    error: { type: error.type ?? type, message: error.message ?? message, ...details },
    request_id: markedId("req_01"),
  };
}
