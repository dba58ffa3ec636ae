import { ensureDependencies } from "./lib/dependencies.mjs";
import { bin, ROOT, run } from "./lib/run.mjs";

/** Everything that can be known of the code without running it: format, lint, types, arrows, sizes, .env.example. */
const CHECKS = [
  ["format and lint", bin("biome"), ["check", "--error-on-warnings"]],
  ["types", bin("tsc"), ["--noEmit", "--pretty", "-p", "tsconfig.check.json"]],
  ["arrows", bin("depcruise"), ["src", "--config", ".dependency-cruiser.cjs", "--output-type", "err"]],
  ["sizes", process.execPath, ["scripts/check-sizes.mjs"]],
  [".env.example", bin("tsx"), ["scripts/check-env-example.ts"]],
  ["API document", bin("tsx"), ["--conditions=react-server", "scripts/lint-openapi.ts"]],
];

await ensureDependencies();
process.chdir(ROOT);
const results = await Promise.all(
  CHECKS.map(async ([name, command, args]) => {
    const startedAt = Date.now();
    const { code, output } = await run(command, args, { quiet: true });
    return { name, code, output, seconds: (Date.now() - startedAt) / 1_000 };
  }),
);
for (const { name, code, output, seconds } of results) {
  console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds.toFixed(1)} s)`);
  if (code !== 0) console.log(output);
}
const failed = results.filter(({ code }) => code !== 0);
console.log(`check: ${results.length - failed.length} of ${results.length} passed`);
process.exit(failed.length === 0 ? 0 : 1);
