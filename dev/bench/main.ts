import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureBoot } from "./boot";
import { compare } from "./compare";
import { runFailover } from "./failover";
import { setUpHub, startHub } from "./hub";
import { startProcess } from "./processes";
import {
  printBoot,
  printComparison,
  printFailover,
  printHeader,
  printSlowStreams,
  printTranslation,
} from "./report";
import { SCENARIOS } from "./scenarios";
import { compareSlowStreams } from "./slow-streams";
import { measureTranslation } from "./translation";

/** `npm run bench [word…]`: what has a given word in its name, or everything. */
const words = process.argv.slice(2).map((word) => word.toLowerCase());
const isWanted = (name: string) =>
  words.length === 0 || words.some((word) => name.toLowerCase().includes(word));
const wanted = SCENARIOS.filter(({ name, concurrency }) => isWanted(`${name} ${concurrency}`));

if (isWanted("translation")) printTranslation(measureTranslation());
if (["slow streams", "failover", "boot"].some(isWanted) || wanted.length > 0) await measureHub();

/** Everything that needs the hub's own process, beside a bare proxy. */
async function measureHub(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "cch-bench-"));
  const withTypes = (file: string) => ["--import", "tsx", `dev/bench/${file}`];

  const upstream = await startProcess(withTypes("upstream.ts"), {});
  const failing = await startProcess(withTypes("upstream.ts"), { SCRIPT: '{"status":500}' });
  const bare = await startProcess(withTypes("bare-proxy.ts"), { UPSTREAM: upstream.url });
  const fresh = await startHub(dataDir);
  const keys = await setUpHub(fresh, dataDir, upstream.url, failing.url);
  await fresh.stop();
  // As it runs every day: a hub without providers loads its dashboard at once, another when somebody opens it.
  const hub = await startHub(dataDir);
  try {
    if (isWanted("slow streams")) {
      const slow = await compareSlowStreams(bare, hub, keys.plain);
      printSlowStreams(slow.bare, slow.hub, hub.peakRssBytes());
    }
    if (isWanted("failover")) printFailover(await runFailover(hub, failing, keys));
    if (wanted.length > 0) printHeader();
    for (const scenario of wanted) {
      printComparison(scenario, await compare(scenario, { direct: upstream, bare, hub }, keys.plain));
    }
  } finally {
    await Promise.all([hub.stop(), bare.stop(), upstream.stop(), failing.stop()]);
  }
  if (isWanted("boot")) printBoot(await measureBoot(dataDir));
  rmSync(dataDir, { recursive: true, force: true });
}
