import { parseJson } from "@/lib/parse-json";
import type { ErrorFacts, StreamFraming } from "../protocol";

/** Google's names for HTTP statuses (google.rpc.Code). */
const STATUSES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  402: "RESOURCE_EXHAUSTED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  408: "DEADLINE_EXCEEDED",
  429: "RESOURCE_EXHAUSTED",
  499: "CANCELLED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
  529: "UNAVAILABLE",
};

/** Whose reasons the codes are, as `ErrorInfo` wants to know. */
const DOMAIN = "claude-code-hub";

/** Google's error object; the hub's code, the request id and further facts stand in its `ErrorInfo`. */
function errorObject({ status, code, message, requestId, extra }: ErrorFacts) {
  const facts = Object.entries(extra).map(([name, value]) => [name, String(value)] as const);
  const info = {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    reason: code,
    domain: DOMAIN,
    metadata: { request_id: requestId, ...Object.fromEntries(facts) },
  };
  const name = STATUSES[status] ?? (status < 500 ? "FAILED_PRECONDITION" : "UNKNOWN");
  return { error: { code: status, message, status: name, details: [info] } };
}

export function errorBody(error: ErrorFacts): string {
  return JSON.stringify(errorObject(error));
}

/** An array that has begun is closed behind the error, so that it can be read as a whole. */
export function errorEvent(error: ErrorFacts, framing: StreamFraming, isFirst: boolean): string {
  if (framing === "sse") return `data: ${errorBody(error)}\r\n\r\n`;
  return `${isFirst ? "[" : ",\r\n"}${errorBody(error)}\n]`;
}

interface ErrorBody {
  readonly error?: { readonly message?: unknown } | string | null;
  readonly message?: unknown;
}

/** The message of a Gemini error body or event. Where a stream was asked for, errors come in an array of one. */
export function errorMessage(body: Buffer): string | null {
  const parsed = parseJson<ErrorBody | readonly ErrorBody[] | null>(body.toString("utf8"));
  const { error, message: own } = (Array.isArray(parsed) ? parsed[0] : (parsed as ErrorBody | null)) ?? {};
  const message = typeof error === "string" ? error : (error?.message ?? own);
  return typeof message === "string" && message !== "" ? message : null;
}
