import { readFileSync } from "node:fs";
import { z } from "zod";

/**
 * The process's configuration: one variable, one line, in the order of `.env.example`.
 * Nothing else in the code base reads `process.env`.
 */

const TRUE = new Set(["true", "1", "yes", "on"]);
const FALSE = new Set(["false", "0", "no", "off"]);

const flag = (fallback: boolean) =>
  z
    .string()
    .transform((text, context) => {
      const word = text.trim().toLowerCase();
      if (TRUE.has(word)) return true;
      if (FALSE.has(word)) return false;
      context.addIssue(`expected true/false, 1/0, yes/no or on/off, got "${text}"`);
      return z.NEVER;
    })
    .default(fallback);

const wholeNumber = (min: number, max: number) =>
  z.string().transform((text, context) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    context.addIssue(`expected a whole number from ${min} to ${max}, got "${text}"`);
    return z.NEVER;
  });

const whole = (fallback: number, min: number, max: number) => wholeNumber(min, max).default(fallback);

const url = (protocols: readonly string[]) =>
  z.string().superRefine((text, context) => {
    const protocol = URL.canParse(text) ? new URL(text).protocol.slice(0, -1) : undefined;
    if (protocol && protocols.includes(protocol)) return;
    // The value may hold a password: say what is wrong without repeating it.
    context.addIssue(`expected a URL beginning with ${protocols.map((p) => `${p}://`).join(" or ")}`);
  });

const timeZone = z.string().superRefine((name, context) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    context.addIssue(`expected an IANA time zone such as Asia/Shanghai, got "${name}"`);
  }
});

const MIN_ADMIN_TOKEN_LENGTH = 8;

export const envSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  ADMIN_TOKEN: z
    .string()
    .min(MIN_ADMIN_TOKEN_LENGTH, `expected at least ${MIN_ADMIN_TOKEN_LENGTH} characters`)
    .refine((token) => token !== "change-me", "still has its placeholder value; choose one of your own")
    .optional(),
  SECRET_KEY: z.string().min(32, "expected at least 32 characters").optional(),
  DATA_DIR: z.string().default("./data"),
  HOST: z.string().default("0.0.0.0"),
  APP_PORT: whole(23_000, 0, 65_535),
  APP_URL: url(["http", "https"]).optional(),
  TZ: timeZone.default("Asia/Shanghai"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),

  DSN: url(["postgres", "postgresql"]).optional(),
  DB_POOL_MAX: wholeNumber(1, 200).optional(),
  DB_POOL_IDLE_TIMEOUT: whole(20, 0, 3_600),
  DB_POOL_CONNECT_TIMEOUT: whole(10, 1, 120),
  AUTO_MIGRATE: flag(true),

  MESSAGE_REQUEST_WRITE_MODE: z.enum(["async", "sync"]).default("async"),
  MESSAGE_REQUEST_ASYNC_FLUSH_INTERVAL_MS: whole(250, 10, 60_000),
  MESSAGE_REQUEST_ASYNC_BATCH_SIZE: whole(1_000, 1, 2_000),
  MESSAGE_REQUEST_ASYNC_MAX_PENDING: whole(5_000, 100, 200_000),

  REDIS_URL: url(["redis", "rediss"]).optional(),
  REDIS_TLS_REJECT_UNAUTHORIZED: flag(true),
  REDIS_KEY_PREFIX: z.string().default("cch:"),

  ENABLE_RATE_LIMIT: flag(true),
  SESSION_TTL: whole(300, 1, 86_400),
  STORE_SESSION_MESSAGES: flag(false),
  CLIENT_VERSION_GA_THRESHOLD: whole(2, 1, 10),

  ENABLE_SECURE_COOKIES: flag(true),

  ENABLE_CIRCUIT_BREAKER_ON_NETWORK_ERRORS: flag(false),
  ENABLE_SMART_PROBING: flag(false),
  PROBE_INTERVAL_MS: whole(30_000, 1_000, 3_600_000),
  PROBE_TIMEOUT_MS: whole(5_000, 500, 120_000),
  MAX_RETRY_ATTEMPTS_DEFAULT: whole(2, 1, 10),
  FETCH_CONNECT_TIMEOUT: whole(30_000, 100, 600_000),
  FETCH_HEADERS_TIMEOUT: whole(600_000, 1_000, 3_600_000),
  FETCH_BODY_TIMEOUT: whole(600_000, 1_000, 3_600_000),
  OUTBOUND_PRIVATE_NETWORKS: z.enum(["allow", "deny"]).default("allow"),
  API_TEST_TIMEOUT_MS: whole(15_000, 5_000, 120_000),
});

export type Env = z.infer<typeof envSchema>;

/** Variables whose value may also be kept in the file that `<NAME>_FILE` names. */
const SECRETS = ["ADMIN_TOKEN", "SECRET_KEY", "DSN", "REDIS_URL"] as const;

/** Every problem of the environment at once, one line each, naming the variable. */
export class EnvError extends Error {
  override readonly name = "EnvError";

  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/**
 * Reads and checks the configuration. An empty variable counts as unset.
 *
 * @throws {EnvError}
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const problems = SECRETS.flatMap((name) => readSecretFile(given, name));
  const parsed = envSchema.safeParse(given);
  if (parsed.success && problems.length === 0) return parsed.data;
  const issues = parsed.error?.issues ?? [];
  throw new EnvError([...problems, ...issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`)]);
}

/** Fills `given[name]` from the file `<name>_FILE` points to; returns the problems met. */
function readSecretFile(given: Record<string, string | undefined>, name: string): string[] {
  const path = given[`${name}_FILE`];
  if (path === undefined) return [];
  if (given[name] !== undefined) return [`${name}: set either ${name} or ${name}_FILE, not both`];
  try {
    given[name] = readFileSync(path, "utf8").trim();
    return [];
  } catch (error) {
    return [`${name}_FILE: cannot read ${path} (${(error as NodeJS.ErrnoException).code})`];
  }
}

/** Connections of the main pool: `DB_POOL_MAX`, else 20 in production and 10 in development. */
export function databasePoolSize(env: Env): number {
  return env.DB_POOL_MAX ?? (env.NODE_ENV === "production" ? 20 : 10);
}

/** Where programs are looked for. The machine's business and no setting of the hub's, so no part of `Env`. */
export function programPath(): string {
  return process.env.PATH ?? "";
}
