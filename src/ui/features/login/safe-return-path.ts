/**
 * The page to go back to after signing in, if it is one of ours: a path on this host, never a URL that a link may have
 * smuggled in (`//elsewhere`, `/\elsewhere`).
 */
export function safeReturnPath(from: string | undefined): string | null {
  if (from === undefined || !/^\/(?![/\\])/.test(from) || from === "/") return null;
  const url = new URL(from, "http://hub.invalid");
  return url.host === "hub.invalid" ? url.pathname + url.search : null;
}
