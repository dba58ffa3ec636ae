import { GatewayError } from "@/domain/gateway-error";
import { headerValue, type RawHeaders } from "@/infra/http/headers";
import { type Caller, callerOf, type KeyProblem, keyProblem } from "@/services/auth/caller";
import type { GatewayDeps } from "../deps";
import type { Inbound } from "../types";

const PROBLEMS: Readonly<Record<KeyProblem, string>> = {
  key_disabled: "This API key is disabled. Ask an admin to enable it.",
  key_expired: "This API key has expired. Ask an admin to renew it.",
  user_disabled: "The user of this API key is disabled. Ask an admin to enable it.",
  user_expired: "The user of this API key has expired. Ask an admin to renew it.",
};

/**
 * Who sends this request, by its API key. Keys come as `Authorization: Bearer`, `x-api-key`, `x-goog-api-key` or
 * `?key=`; several are fine as long as they agree.
 *
 * @throws {GatewayError} with a code of its own for each reason
 */
export function authenticate(
  inbound: Pick<Inbound, "headers" | "query">,
  { snapshot, hashKey, clock }: Pick<GatewayDeps, "snapshot" | "hashKey" | "clock">,
): Caller {
  const [credential, ...others] = new Set(credentialsOf(inbound.headers, inbound.query));
  if (credential === undefined) {
    throw new GatewayError(
      "missing_credentials",
      "No API key. Send it as Authorization: Bearer or x-api-key.",
    );
  }
  if (others.length > 0) {
    throw new GatewayError("conflicting_credentials", "The request carries different API keys. Send one.");
  }
  const holder = snapshot.current.callers.byKeyHash.get(hashKey(credential));
  if (!holder)
    throw new GatewayError("unknown_key", "This API key is not known here. Check it, or ask an admin.");
  const problem = keyProblem(holder, clock.now());
  if (problem) throw new GatewayError(problem, PROBLEMS[problem]);
  return callerOf(holder);
}

function credentialsOf(headers: RawHeaders, query: string): string[] {
  const bearer = /^bearer\s+(.+)$/i.exec(headerValue(headers, "authorization") ?? "")?.[1];
  const parameter = query.includes("key=") ? new URLSearchParams(query).get("key") : null;
  const found = [
    bearer,
    headerValue(headers, "x-api-key"),
    headerValue(headers, "x-goog-api-key"),
    parameter,
  ];
  return found.map((value) => value?.trim() ?? "").filter((value) => value !== "");
}
