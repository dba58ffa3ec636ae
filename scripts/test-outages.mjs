import { ensureBuild } from "./lib/build.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { bin, ROOT, run } from "./lib/run.mjs";
import { ensureRedis } from "./lib/system-packages.mjs";

/** `npm run test:outages`: what the hub stands on goes away in turn for five minutes, or `OUTAGE_SECONDS`. */
process.chdir(ROOT);
await ensureDependencies();
await ensureRedis();
await ensureBuild();
const { OUTAGE_SECONDS = "300" } = process.env;
const args = ["run", "--project", "chaos", "tests/chaos/outages.test.ts"];
const { code } = await run(bin("vitest"), args, { env: { OUTAGE_SECONDS } });
console.log(code === 0 ? "✓ outages" : "✗ outages");
process.exit(code);
