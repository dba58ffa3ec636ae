import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureBoot } from "./boot";
import { compare, warmUp } from "./compare";
import { runFailover } from "./failover";
import { setUpHub, startHub } from "./hub";
import { startProcess } from "./processes";
import {
  printBoot,
  printComparison,
  printFailover,
  printHeader,
  printRoundTrips,
  printSlowStreams,
  printTranslation,
} from "./report";
import { countRoundTrips } from "./round-trips";
import { SCENARIOS } from "./scenarios";
import { startServers } from "./servers";
import { compareSlowStreams } from "./slow-streams";
import { measureTranslation } from "./translation";

/**
 * `npm run bench -- [servers] [word…]`: what has a given word in its name, or everything. With `servers` the hub
 * stands on a PostgreSQL and a Redis server instead of what it brings along, and its waits for them are counted.
 */
const given = process.argv.slice(2).map((word) => word.toLowerCase());
const words = given.filter((word) => word !== "servers");
const isWanted = (name: string) =>
  words.length === 0 || words.some((word) => name.toLowerCase().includes(word));
const wanted = SCENARIOS.filter(({ name, concurrency }) => isWanted(`${name} ${concurrency}`));

const hubParts = ["slow streams", "failover", "boot"];
if (isWanted("translation")) printTranslation(measureTranslation());
if (given.includes("servers") || hubParts.some(isWanted) || wanted.length > 0) await measureHub();

/** Everything that needs the hub's own process, beside a bare proxy. */
async function measureHub(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "cch-bench-"));
  const withTypes = (file: string) => ["--import", "tsx", `dev/bench/${file}`];

  const upstream = await startProcess(withTypes("upstream.ts"), {});
  const failing = await startProcess(withTypes("upstream.ts"), { SCRIPT: '{"status":500}' });
  const bare = await startProcess(withTypes("bare-proxy.ts"), { UPSTREAM: upstream.url });
  const slowUpstream = await startProcess(withTypes("slow-upstream.ts"), {});
  const bareToSlow = await startProcess(withTypes("bare-proxy.ts"), { UPSTREAM: slowUpstream.url });
  const servers = given.includes("servers") ? await startServers() : null;
  const env = servers?.env ?? {};
  const fresh = await startHub(dataDir, env);
  const keys = await setUpHub(fresh, dataDir, {
    plain: upstream.url,
    failing: failing.url,
    slow: slowUpstream.url,
  });
  await fresh.stop();
  // As it runs every day: a hub without providers loads its dashboard at once, another when somebody opens it.
  const hub = await startHub(dataDir, env);
  try {
    for (const server of [bare, hub]) await warmUp(server, keys.plain);
    if (servers) printRoundTrips(await countRoundTrips(hub, keys.plain, servers));
    if (isWanted("slow streams")) {
      const slow = await compareSlowStreams(bareToSlow, hub, keys.slow);
      printSlowStreams(slow.bare, slow.hub, hub.peakRssBytes());
    }
    if (isWanted("failover")) printFailover(await runFailover(hub, failing, keys));
    if (wanted.length > 0) printHeader();
    for (const scenario of wanted) {
      printComparison(scenario, await compare(scenario, { direct: upstream, bare, hub }, keys.plain));
    }
  } finally {
    const started = [hub, bare, bareToSlow, upstream, failing, slowUpstream];
    await Promise.all(started.map((process) => process.stop()));
  }
  if (isWanted("boot")) printBoot(await measureBoot(dataDir, env));
  await servers?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
