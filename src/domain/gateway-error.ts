import { hasBrand } from "@/lib/branded-error";

/** How loudly an outcome is logged. */
type LogLevel = "debug" | "info" | "warn" | "error";

interface CodeFacts {
  /** HTTP status the client sees unless the error carries its own. */
  readonly status: number;
  readonly logLevel: LogLevel;
}

const refusal = (status: number): CodeFacts => ({ status, logLevel: "info" });
const failure = (status: number): CodeFacts => ({ status, logLevel: "warn" });

/**
 * Every way a request on `/v1` can end without an answer. The codes are part of the interface: they stand in the
 * error body, in the request log and in the dashboard's translations, and never change their meaning.
 */
export const GATEWAY_ERRORS = {
  missing_credentials: refusal(401),
  conflicting_credentials: refusal(401),
  unknown_key: refusal(401),
  too_many_unknown_keys: refusal(429),
  key_disabled: refusal(401),
  key_expired: refusal(401),
  user_disabled: refusal(401),
  user_expired: refusal(401),

  invalid_json: refusal(400),
  model_missing: refusal(400),
  invalid_request: refusal(400),
  untranslatable_request: refusal(400),
  body_too_large: refusal(413),
  body_stalled: refusal(408),
  unsupported_content_encoding: refusal(415),
  invalid_content_encoding: refusal(400),
  route_not_found: refusal(404),
  model_not_found: refusal(404),
  websocket_unsupported: refusal(426),

  client_not_allowed: refusal(403),
  model_not_allowed: refusal(403),
  client_upgrade_required: refusal(400),
  sensitive_word: refusal(400),

  rpm_limit: refusal(429),
  concurrent_sessions_limit: refusal(429),
  spend_limit: refusal(402),

  no_available_provider: failure(503),
  upstream_unreachable: failure(502),
  upstream_timeout: failure(504),
  upstream_error: failure(502),
  upstream_overloaded: failure(529),
  upstream_rate_limited: failure(429),
  upstream_auth_failed: failure(502),
  upstream_not_found: failure(404),
  upstream_rejected: refusal(400),
  upstream_invalid_answer: failure(502),

  session_terminated: refusal(410),
  local_overload: failure(503),
  shutting_down: refusal(503),
  /** The hub's process died; nobody was there to answer. */
  interrupted: failure(500),
  client_closed: refusal(499),
  internal_error: { status: 500, logLevel: "error" },
} as const satisfies Record<string, CodeFacts>;

export type GatewayErrorCode = keyof typeof GATEWAY_ERRORS;

export function isGatewayErrorCode(code: string): code is GatewayErrorCode {
  return Object.hasOwn(GATEWAY_ERRORS, code);
}

/** What a client that met a limit needs to know. Spend in USD, the rest in requests or sessions. */
export interface LimitDetails {
  readonly scope: "user" | "key";
  readonly limitType:
    | "rpm"
    | "concurrent_sessions"
    | "usd_5h"
    | "daily_quota"
    | "usd_weekly"
    | "usd_monthly"
    | "usd_total";
  readonly current: number;
  readonly limit: number;
  /** Epoch ms at which the limit admits again; the end of the year 9999 when only an admin can lift it. */
  readonly resetsAt: number;
}

/** What a guard found, as it is kept with the request's row. */
export interface BlockDetails {
  readonly by: "sensitive_word" | "warmup";
  readonly reason: Readonly<Record<string, unknown>>;
}

export interface GatewayErrorOptions {
  readonly status?: number;
  readonly limit?: LimitDetails;
  readonly blocked?: BlockDetails;
  /** Further members of the error object the client gets. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
  /** Seconds for the `Retry-After` header (RFC 9110 §10.2.3). */
  readonly retryAfterSeconds?: number;
  /** A complete answer in the client's dialect that replaces the rendered one: a cleaned upstream error. */
  readonly upstreamBody?: Uint8Array;
  readonly cause?: unknown;
}

const BRAND = Symbol.for("hub.gateway-error");

/** A refusal or failure of a `/v1` request. Thrown anywhere in the pipeline, rendered in one place. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";
  readonly [BRAND] = true;
  readonly status: number;

  /** @param message what happened and what to do next, in English, for the person at the client */
  constructor(
    readonly code: GatewayErrorCode,
    message: string,
    readonly details: GatewayErrorOptions = {},
  ) {
    super(message, { cause: details.cause });
    this.status = details.status ?? GATEWAY_ERRORS[code].status;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(value, BRAND);
  }
}
