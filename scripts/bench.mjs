import { ensureBuild } from "./lib/build.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { bin, ROOT, run } from "./lib/run.mjs";
import { ensureRedis } from "./lib/system-packages.mjs";

/** `npm run bench`: the hub against a bare proxy, interleaved in one run. See dev/bench. */
process.chdir(ROOT);
await ensureDependencies();
await ensureBuild();
if (process.argv.includes("servers")) await ensureRedis();
const { code } = await run(bin("tsx"), ["dev/bench/main.ts", ...process.argv.slice(2)]);
process.exit(code);
