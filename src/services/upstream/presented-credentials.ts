import { headerValues, type RawHeaders } from "@/infra/http/headers";

/** Shorter ones would be found in harmless values; the hub's keys are longer. */
const MIN_LENGTH = 12;

const NAMES = ["authorization", "x-api-key", "x-goog-api-key"];

/**
 * The credentials that a client showed the hub in its headers. Some clients repeat theirs in headers nobody has heard
 * of; a value that contains one goes no further, whatever its name.
 */
export function presentedCredentials(client: RawHeaders): readonly string[] {
  return NAMES.flatMap((name) => headerValues(client, name))
    .map((value) => value.replace(/^bearer\s+/i, "").trim())
    .filter(({ length }) => length >= MIN_LENGTH);
}
