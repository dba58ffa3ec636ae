import { copyApiDocs } from "./api-docs.mjs";
import { fingerprint, isCurrent, remember } from "./fingerprint.mjs";
import { bin, ROOT, run } from "./run.mjs";
import { fail, say } from "./say.mjs";

/** All that the built hub is made of. */
const SOURCES = [
  "src",
  "public",
  "package.json",
  "bun.lock",
  "next.config.ts",
  "tsconfig.json",
  "postcss.config.mjs",
  "scripts/lib/build.mjs",
];
const STAMP = ".next/built-from";

/** Builds the dashboard and the server if a source changed since the last build. */
export async function ensureBuild() {
  copyApiDocs();
  const print = fingerprint(SOURCES);
  if (isCurrent(STAMP, print)) return;
  say("building the dashboard (about a minute, only after changes)");
  const [dashboard] = await Promise.all([
    run(bin("next"), ["build"], {
      quiet: true,
      env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    }),
    buildServer(),
  ]);
  if (dashboard.code !== 0) fail(`the build failed:\n${dashboard.output}`);
  remember(STAMP, print);
}

/** Bundles src/server.ts; packages stay outside and are found in node_modules. */
async function buildServer() {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["src/server.ts"],
    outfile: "dist/server.js",
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: true,
    logLevel: "warning",
    plugins: [externalPackages],
  });
}

const externalPackages = {
  name: "external-packages",
  setup(build) {
    // A guard for bundles that reach the browser; this one never does.
    build.onResolve({ filter: /^server-only$/ }, () => ({ path: "server-only", namespace: "nothing" }));
    build.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "" }));
    build.onResolve({ filter: /^[^./@]|^@[^/]/ }, ({ path, kind }) =>
      kind === "entry-point" || path.startsWith("@/") ? undefined : { path, external: true },
    );
  },
};
