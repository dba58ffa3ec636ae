import { ensureDependencies } from "./lib/dependencies.mjs";
import { bin, ROOT, run } from "./lib/run.mjs";

/** `npm run generate:usage`: a database full of usage. See dev/generate-usage. */
process.chdir(ROOT);
await ensureDependencies();
const { code } = await run(bin("tsx"), [
  "--conditions=react-server",
  "dev/generate-usage/main.ts",
  ...process.argv.slice(2),
]);
process.exit(code);
