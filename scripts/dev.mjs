import { copyApiDocs } from "./lib/api-docs.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { bin, ROOT, run } from "./lib/run.mjs";

/** `npm run dev`: the hub with hot reload on http://localhost:13500, on a data directory of its own. */
process.chdir(ROOT);
await ensureDependencies();
copyApiDocs();
const defaults = {
  NODE_ENV: "development",
  DATA_DIR: "./data/dev",
  ADMIN_TOKEN: "cch-dev-admin",
  ENABLE_SECURE_COOKIES: "false",
  NEXT_TELEMETRY_DISABLED: "1",
};
const env = Object.fromEntries(Object.entries(defaults).filter(([name]) => process.env[name] === undefined));
// Ctrl-C reaches Next as well; this one only waits for it to end.
process.on("SIGINT", () => {});
const { code } = await run(
  bin("next"),
  ["dev", "--port", "13500", "--hostname", "127.0.0.1", ...process.argv.slice(2)],
  {
    env,
  },
);
process.exit(code);
