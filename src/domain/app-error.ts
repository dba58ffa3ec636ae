import { hasBrand } from "@/lib/branded-error";

/** Every way an action (dashboard, REST) can be refused. Clients translate the code; `params` fill the text. */
export const APP_ERRORS = {
  AUTH_MISSING: 401,
  AUTH_INVALID: 401,
  PERMISSION_DENIED: 403,
  ORIGIN_REFUSED: 403,
  TOO_MANY_ATTEMPTS: 429,
  INVALID_INPUT: 400,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  BODY_TOO_LARGE: 413,
  BUSY: 409,
  CONFIRMATION_REQUIRED: 403,
  DUPLICATE_NAME: 400,
  DUPLICATE_RULE: 400,
  EMPTY_UPDATE: 400,
  EMPTY_CONDITION: 400,
  LIMIT_EXCEEDS_USER: 400,
  LAST_ENABLED_KEY: 400,
  GROUP_NOT_ALLOWED: 400,
  CANNOT_CHANGE_SELF: 400,
  URL_NOT_ALLOWED: 400,
  UPSTREAM_FAILED: 502,
  IMPORT_FAILED: 400,
  DATABASE_ERROR: 503,
  INTERNAL_ERROR: 500,
} as const;

export type AppErrorCode = keyof typeof APP_ERRORS;

export type AppErrorParams = Readonly<Record<string, string | number>>;

const BRAND = Symbol.for("hub.app-error");

/** An expected refusal of an action. Its message is English; the dashboard shows the code's translation. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly [BRAND] = true;

  constructor(
    readonly code: AppErrorCode,
    message: string,
    readonly params: AppErrorParams = {},
  ) {
    super(message);
  }

  get status(): number {
    return APP_ERRORS[this.code];
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(value, BRAND);
  }
}
