import { existsSync, readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { ensureBuild } from "./lib/build.mjs";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { bin, ROOT, run } from "./lib/run.mjs";
import { say } from "./lib/say.mjs";
import { ensureProgram, ensureRedis } from "./lib/system-packages.mjs";

/** `npm test`: everything there is, from a fresh clone. `npm test integration` runs one kind only. */
const KINDS = ["check", "unit", "integration", "chaos", "clients", "e2e"];

/** Those that start the hub and the services it stands on. */
const WITH_SERVICES = ["integration", "chaos", "clients", "e2e"];

process.chdir(ROOT);
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const kinds = wanted.length > 0 ? KINDS.filter((kind) => wanted.includes(kind)) : KINDS;

const startedAt = Date.now();
await ensureDependencies();
const chromium = kinds.includes("e2e")
  ? await ensureProgram(["chromium", "chromium-browser"], ["chromium"])
  : "";
if (!process.env.REDIS_URL && kinds.some((kind) => WITH_SERVICES.includes(kind))) {
  await ensureRedis();
}
const results = [];
for (const kind of kinds) {
  if (WITH_SERVICES.includes(kind)) await ensureBuild();
  say(`running ${kind}`);
  results.push(kind === "check" ? await runCheck() : await runProject(kind));
}
report(results);

async function runCheck() {
  const { code } = await run(process.execPath, ["scripts/check.mjs"]);
  return {
    kind: "check",
    code,
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
    skipped: 0,
    failures: [],
  };
}

async function runProject(kind) {
  const file = `.cache/vitest-${kind}.json`;
  rmSync(file, { force: true });
  const args = [
    "run",
    "--project",
    kind,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  const { code } = await run(bin("vitest"), args, { env: { CHROMIUM_PATH: chromium } });
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const { numPassedTests: passed = 0, numFailedTests: failed = 0, numPendingTests: skipped = 0 } = counts;
  return { kind, code, passed, failed, skipped, failures: failuresIn(counts.testResults ?? []) };
}

/** What failed, once more behind everything else: of a long output often only the end is kept. */
function failuresIn(files) {
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    const file = relative(ROOT, name);
    if (failed.length === 0) return status === "failed" ? [`${file}\n${message}`] : [];
    return failed.map(
      ({ fullName, failureMessages }) => `${file}: ${fullName}\n${failureMessages.join("\n")}`,
    );
  });
}

function report(all) {
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(0);
  for (const failure of all.flatMap(({ failures }) => failures)) console.log(`✗ ${failure}\n`);
  for (const { kind, code, passed, failed, skipped } of all) {
    console.log(`${code === 0 ? "✓" : "✗"} ${kind}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
  const sum = (field) => all.reduce((total, result) => total + result[field], 0);
  console.log(
    `all: ${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped in ${seconds} s`,
  );
  process.exit(all.every(({ code }) => code === 0) ? 0 : 1);
}
