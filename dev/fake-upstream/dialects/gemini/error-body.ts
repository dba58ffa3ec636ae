import type { JsonObject } from "../../json";
import type { ErrorDetail } from "../dialect";

/** @see https://ai.google.dev/gemini-api/docs/troubleshooting and google.rpc.Code */
const ERRORS: Readonly<Record<number, readonly [status: string, message: string]>> = {
  400: ["INVALID_ARGUMENT", "Request contains an invalid argument."],
  401: ["UNAUTHENTICATED", "Request had invalid authentication credentials."],
  403: ["PERMISSION_DENIED", "Method doesn't allow unregistered callers."],
  404: ["NOT_FOUND", "The model is not found for API version v1beta."],
  408: ["DEADLINE_EXCEEDED", "The deadline expired before the operation could complete."],
  429: ["RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan and billing details."],
  500: ["INTERNAL", "An internal error has occurred."],
  503: ["UNAVAILABLE", "The model is overloaded. Please try again later."],
  504: ["DEADLINE_EXCEEDED", "The deadline expired before the operation could complete."],
  529: ["UNAVAILABLE", "The model is overloaded. Please try again later."],
};

/** Google's error envelope; `type` overrides the status word. */
export function errorBody(error: ErrorDetail): JsonObject {
  const [status, message] = ERRORS[error.status] ?? ["UNKNOWN", "Unknown error."];
  const details =
    error.code === undefined
      ? {}
      : {
          details: [
            {
              "@type": "type.googleapis.com/google.rpc.ErrorInfo",
              reason: error.code,
              domain: "googleapis.com",
            },
          ],
        };
  return {
    error: {
      code: error.status,
      message: error.message ?? message,
      status: error.type ?? status,
      ...details,
    },
  };
}
