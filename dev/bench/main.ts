import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureBoot } from "./boot";
import { compare } from "./compare";
import { setUpHub, startHub } from "./hub";
import { startProcess } from "./processes";
import { printBoot, printComparison, printHeader } from "./report";
import { SCENARIOS } from "./scenarios";

/** `npm run bench [word…]`: the scenarios whose name contains a given word, or all of them. */
const words = process.argv.slice(2).map((word) => word.toLowerCase());
const wanted = SCENARIOS.filter(
  ({ name, concurrency }) =>
    words.length === 0 || words.some((word) => `${name} ${concurrency}`.toLowerCase().includes(word)),
);

const dataDir = mkdtempSync(join(tmpdir(), "cch-bench-"));
const withTypes = (file: string) => ["--import", "tsx", `dev/bench/${file}`];

const upstream = await startProcess(withTypes("upstream.ts"), {});
const bare = await startProcess(withTypes("bare-proxy.ts"), { UPSTREAM: upstream.url });
const hub = await startHub(dataDir);
try {
  const key = await setUpHub(hub, dataDir, upstream.url);
  printHeader();
  for (const scenario of wanted) {
    printComparison(scenario, await compare(scenario, { direct: upstream, bare, hub }, key));
  }
} finally {
  await Promise.all([hub.stop(), bare.stop(), upstream.stop()]);
}
if (words.length === 0 || words.includes("boot")) printBoot(await measureBoot(dataDir));
rmSync(dataDir, { recursive: true, force: true });
