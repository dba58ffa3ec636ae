import { ensureBuild } from "./lib/build.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { bin, ROOT, run } from "./lib/run.mjs";

/** `npm run bench:statistics`: the dashboard on millions of requests. See dev/bench-statistics. */
process.chdir(ROOT);
await ensureDependencies();
await ensureBuild();
const { code } = await run(bin("tsx"), [
  "--conditions=react-server",
  "dev/bench-statistics/main.ts",
  ...process.argv.slice(2),
]);
process.exit(code);
