import type { NextRequest } from "next/server";
import { NextResponse } from "next/server";
import createMiddleware from "next-intl/middleware";
import { routing } from "./i18n/routing";

const addLocale = createMiddleware(routing);

/** Pages anybody may see. */
const PUBLIC_PAGE = /^\/[^/]+\/login$/;

/**
 * Puts the language into the path, and sends visitors without a session to the sign-in page. Whether a session is a
 * good one is for the pages to ask; this only spares them visitors who have none.
 */
export default function middleware(request: NextRequest): NextResponse {
  const response = addLocale(request);
  // Redirects to add the language come first.
  if (response.headers.has("location")) return response;
  const { pathname, search } = request.nextUrl;
  if (PUBLIC_PAGE.test(pathname) || request.cookies.has("auth-token")) return response;
  const [, locale] = pathname.split("/");
  const login = new URL(`/${locale}/login`, request.url);
  login.searchParams.set("from", pathname.slice(`/${locale}`.length) + search);
  return NextResponse.redirect(login);
}

export const config = {
  // Pages only: not the APIs, not Next's own files, not files with an extension.
  matcher: ["/((?!api|v1|v1beta|_next|healthz|readyz|metrics|.*\\..*).*)"],
};
