import { headerValue, type RawHeaders } from "@/infra/http/headers";

/** Shorter ones would be found in harmless values; the hub's keys are longer. */
const MIN_LENGTH = 12;

/**
 * The credentials that a client showed the hub in its headers. Some clients repeat theirs in headers nobody has heard
 * of; a value that contains one goes no further, whatever its name.
 */
export function presentedCredentials(client: RawHeaders): readonly string[] {
  const found: string[] = [];
  for (const name of ["authorization", "x-api-key", "x-goog-api-key"]) {
    const value = headerValue(client, name)
      ?.replace(/^bearer\s+/i, "")
      .trim();
    if (value !== undefined && value.length >= MIN_LENGTH) found.push(value);
  }
  return found;
}
