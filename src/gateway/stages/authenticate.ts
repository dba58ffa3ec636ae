import { GatewayError } from "@/domain/gateway-error";
import { headerValues, type RawHeaders } from "@/infra/http/headers";
import { SECOND_MS } from "@/lib/duration";
import { type Caller, callerOf, type KeyProblem, keyProblem } from "@/services/auth/caller";
import type { GatewayDeps } from "../deps";
import type { Inbound } from "../types";

const PROBLEMS: Readonly<Record<KeyProblem, string>> = {
  key_disabled: "This API key is disabled. Ask an admin to enable it.",
  key_expired: "This API key has expired. Ask an admin to renew it.",
  user_disabled: "The user of this API key is disabled. Ask an admin to enable it.",
  user_expired: "The user of this API key has expired. Ask an admin to renew it.",
};

type AuthDeps = Pick<GatewayDeps, "snapshot" | "hashKey" | "clock" | "unknownKeys">;

/**
 * Who sends this request, by its API key. Keys come as `Authorization: Bearer`, `x-api-key`, `x-goog-api-key` or
 * `?key=`; several are fine as long as they agree.
 *
 * An address that keeps sending unknown keys is told to wait. Known keys never are, whatever their neighbours do: a
 * whole office may share an address with one misconfigured script.
 *
 * @throws {GatewayError} with a code of its own for each reason
 */
export function authenticate(
  { headers, query, clientIp }: Pick<Inbound, "headers" | "query" | "clientIp">,
  deps: AuthDeps,
): Caller {
  const [credential, ...others] = new Set(credentialsOf(headers, query));
  if (credential === undefined) {
    throw new GatewayError(
      "missing_credentials",
      "No API key. Send it as Authorization: Bearer, x-api-key or x-goog-api-key.",
    );
  }
  if (others.length > 0) {
    throw new GatewayError("conflicting_credentials", "The request carries different API keys. Send one.");
  }
  const holder = deps.snapshot.current.callers.byKeyHash.get(deps.hashKey(credential));
  if (!holder) throw unknownKey(clientIp, deps);
  const problem = keyProblem(holder, deps.clock.now());
  if (problem) throw new GatewayError(problem, PROBLEMS[problem]);
  return callerOf(holder);
}

/** Requests whose address is not known share one place in the throttle. */
const NO_ADDRESS = "unknown";

function unknownKey(clientIp: string | null, { unknownKeys, clock }: AuthDeps): GatewayError {
  const address = clientIp ?? NO_ADDRESS;
  const now = clock.now();
  const waitMs = unknownKeys.waitMs(address, now);
  if (waitMs > 0) {
    return new GatewayError(
      "too_many_unknown_keys",
      "Too many unknown API keys came from your address. Check the key, and wait.",
      { retryAfterSeconds: Math.ceil(waitMs / SECOND_MS) },
    );
  }
  unknownKeys.noteFailure(address, now);
  return new GatewayError("unknown_key", "This API key is not known here. Check it, or ask an admin.");
}

/** Every credential the request carries, also where a header is repeated. */
function credentialsOf(headers: RawHeaders, query: string): string[] {
  const bearers = headerValues(headers, "authorization").map((value) => BEARER.exec(value)?.[1]);
  const found = [
    ...bearers,
    ...headerValues(headers, "x-api-key"),
    ...headerValues(headers, "x-goog-api-key"),
    ...(/key|%/i.test(query) ? new URLSearchParams(query).getAll("key") : []),
  ];
  return found.map((value) => value?.trim() ?? "").filter((value) => value !== "");
}

const BEARER = /^\s*bearer\s+(.+)$/i;
