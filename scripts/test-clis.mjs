import { ensureBun, ensureDependencies } from "./lib/dependencies.mjs";
import { bin, ROOT, run } from "./lib/run.mjs";
import { fail, say } from "./lib/say.mjs";
import { ensureRedis, findProgram } from "./lib/system-packages.mjs";

/** `npm run test:clis`: the real command-line clients against the hub. They are large, hence apart from `npm test`. */
process.chdir(ROOT);
await ensureDependencies();
if (!process.env.REDIS_URL) await ensureRedis();
say("installing the command-line clients");
const installed = await run(await ensureBun(), ["install", "--frozen-lockfile"], {
  cwd: `${ROOT}tests/clis`,
  quiet: true,
});
if (installed.code !== 0) fail(`the clients could not be installed:\n${installed.output}`);

const vitest = [bin("vitest"), "run", "--project", "clis"];
const { code } = await run(...(await withoutNetwork(vitest)));
console.log(code === 0 ? "✓ clis" : "✗ clis");
process.exit(code);

/** As root the clients get a network of their own that has nothing but loopback: whatever they try, nothing leaves. */
async function withoutNetwork([command, ...args]) {
  const [unshare, ip] = [findProgram(["unshare"]), findProgram(["ip"])];
  if (process.getuid?.() !== 0 || !unshare || !ip) {
    say("no network namespace here: the clients run with their telemetry switched off instead");
    return [command, args];
  }
  return [unshare, ["--net", "sh", "-c", `${ip} link set lo up && exec "$0" "$@"`, command, ...args]];
}
