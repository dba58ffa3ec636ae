import "server-only";

/**
 * Whether a request that carries a cookie was made by the hub's own pages. `Sec-Fetch-Site` (Fetch Metadata) tells;
 * where a browser does not send it, as on plain HTTP, `Origin` must name the host that was asked. Requests without
 * either come from programs, which hold the cookie because somebody gave it to them.
 *
 * @param headers as they arrived; `x-forwarded-host` counts because the cookie is what is being protected, and a
 *   page of another site cannot set that header
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  if (origin === null) return true;
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return URL.canParse(origin) && new URL(origin).host === host;
}
