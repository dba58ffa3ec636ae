/**
 * The page of `GET /api/actions/scalar`. Its script and style come from the hub's own public folder (see
 * scripts/lib/api-docs.mjs), and the policy sees to it that nothing else is loaded from anywhere.
 */
export function answerScalar(): Response {
  return new Response(PAGE, {
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY },
  });
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Claude Code Hub API</title>
    <link rel="icon" href="/icon.svg">
  </head>
  <body>
    <div id="api"></div>
    <script src="/api-docs/scalar.js"></script>
    <script src="/api-docs/start-scalar.js"></script>
  </body>
</html>
`;
