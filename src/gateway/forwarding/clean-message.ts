import { safeText } from "@/lib/safe-text";

const MAX_LENGTH = 2_000;

const CLEANINGS: readonly (readonly [RegExp, string])[] = [
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>\\)]+/gi, "[url]"],
  [/\b(?:sk|pk|rk)-[A-Za-z0-9_-]{8,}/g, "[key]"],
  [/\b(?:AIza|ya29\.)[A-Za-z0-9_.-]{16,}/g, "[key]"],
  [/\bBearer\s+[A-Za-z0-9_.~+/=-]{8,}/gi, "Bearer [key]"],
  [/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b/g, "[address]"],
  [/\[?(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\]?(?::\d+)?/gi, "[address]"],
  [
    /\b(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|net|org|io|ai|dev|app|cn|cloud|local|internal|lan)\b(?::\d+)?/gi,
    "[host]",
  ],
];

/**
 * An upstream's words made fit for a client: without addresses, host names and keys, and not endless.
 *
 * @param secrets texts that must not appear whatever they look like: the provider's key and host
 */
export function cleanMessage(text: string, secrets: readonly string[]): string {
  return CLEANINGS.reduce(
    (cleaned, [pattern, replacement]) => cleaned.replace(pattern, replacement),
    without(text, secrets),
  );
}

/** The same, cut to a length for logs and lists. */
export function cleanAndCut(text: string, secrets: readonly string[]): string {
  return safeText(cleanMessage(safeText(text, 4 * MAX_LENGTH), secrets), MAX_LENGTH);
}

function without(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= 4)
    .reduce((left, secret) => left.replaceAll(secret, "[hidden]"), text);
}
