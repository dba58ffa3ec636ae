import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, isCurrent, remember } from "./fingerprint.mjs";
import { ROOT, run } from "./run.mjs";
import { fail, say } from "./say.mjs";

/** The package manager that wrote bun.lock. */
const BUN_VERSION = "1.4.5";

const TOOLS = join(ROOT, ".tools");
const STAMP = "node_modules/.installed";
const MIN_NODE = [20, 18, 1];

/** Installs what package.json names, exactly as bun.lock and patches/ say, if that is not there already. */
export async function ensureDependencies() {
  requireNode();
  const print = fingerprint(["package.json", "bun.lock", "patches"]);
  if (isCurrent(STAMP, print)) return;
  const bun = await ensureBun();
  say("installing dependencies");
  const { code, output } = await run(bun, ["install", "--frozen-lockfile"], { quiet: true });
  if (code !== 0) fail(`the dependencies could not be installed:\n${output}`);
  remember(STAMP, print);
}

/** Path of bun: the one on the PATH if it has the right version, else our own. */
export async function ensureBun() {
  const { code, output } = await run("bun", ["--version"], { quiet: true });
  if (code === 0 && output.trim() === BUN_VERSION) return "bun";
  const own = await ownBun();
  if (own) return own;
  say(`installing bun ${BUN_VERSION}`);
  mkdirSync(TOOLS, { recursive: true });
  const installed = await run(
    "npm",
    [
      "install",
      "--prefix",
      TOOLS,
      "--no-save",
      "--no-package-lock",
      "--no-audit",
      "--no-fund",
      `bun@${BUN_VERSION}`,
    ],
    { quiet: true },
  );
  return (await ownBun()) ?? fail(`bun could not be installed through npm:\n${installed.output}`);
}

/** npm may refuse bun's install script, which only moves the binary: take it from where it lies. */
async function ownBun() {
  const modules = join(TOOLS, "node_modules");
  const platform = `bun-${process.platform === "win32" ? "windows" : process.platform}-${process.arch === "arm64" ? "aarch64" : process.arch}`;
  const places = ["bun/bin/bun.exe", `@oven/${platform}/bin/bun`, `@oven/${platform}-musl/bin/bun`];
  for (const place of places) {
    const path = join(modules, place);
    if (!existsSync(path)) continue;
    const { code, output } = await run(path, ["--version"], { quiet: true });
    if (code === 0 && output.trim() === BUN_VERSION) return path;
  }
  return undefined;
}

function requireNode() {
  const have = process.versions.node.split(".").map(Number);
  for (const [index, need] of MIN_NODE.entries()) {
    if (have[index] > need) return;
    if (have[index] < need)
      fail(`Node ${MIN_NODE.join(".")} or newer is needed; this is ${process.versions.node}`);
  }
}
