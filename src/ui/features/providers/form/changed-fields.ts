import type { UpdateProvider } from "@/domain/provider/schema";
import type { ProviderValues } from "./provider-values";

/** The form's `keeps_proxy` is about this field of the server's. */
const SERVER_NAMES = { keeps_proxy: "proxy_url" } as const;

/**
 * The fields of `parsed` whose value in the form was changed: what somebody else changed meanwhile is not undone, and
 * the audit log says what was meant.
 */
export function changedFields(
  before: ProviderValues,
  after: ProviderValues,
  parsed: UpdateProvider,
): UpdateProvider {
  const names = (Object.keys(after) as (keyof ProviderValues)[])
    .filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]))
    .map((name) => (name === "keeps_proxy" ? SERVER_NAMES[name] : name));
  return Object.fromEntries(
    names.filter((name) => parsed[name] !== undefined).map((name) => [name, parsed[name]]),
  );
}
