import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./src/i18n/request.ts");

const config: NextConfig = {
  // The container image ships this form; `npm start` runs from the checkout.
  output: process.env.STANDALONE ? "standalone" : undefined,
  poweredByHeader: false,
  // The explorer is made by others: whatever it may try, it loads nothing from another host.
  headers: async () => [
    {
      source: "/api/actions/docs",
      headers: [
        {
          key: "content-security-policy",
          value:
            "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
        },
      ],
    },
  ],
  reactStrictMode: true,
  // Loaded by Node, not bundled: they hold native parts, worker files, or objects that must exist once a process.
  serverExternalPackages: [
    "postgres",
    "ioredis",
    "undici",
    "fetch-socks",
    "pino",
    "decimal.js-light",
    "drizzle-orm",
  ],
  // `bun run check` does both, for more than what is built.
  eslint: { ignoreDuringBuilds: true },
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // Pages load when they are first asked for: a hub that only relays stays small.
    preloadEntriesOnStart: false,
  },
};

export default withNextIntl(config);
