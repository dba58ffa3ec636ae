import { readFileSync } from "node:fs";
import { join } from "node:path";
import { callAction } from "./call-action";
import { type MeasuredProcess, startProcess } from "./processes";

/** Starts the built hub, everything on, on a data directory. */
export function startHub(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<MeasuredProcess> {
  return startProcess(["dist/server.js"], { DATA_DIR: dataDir, HOST: "127.0.0.1", APP_PORT: "0", ...env });
}

/** Keys of a hub that is ready for the benches. */
export interface BenchKeys {
  /** Its requests go to the upstream that works. */
  readonly plain: string;
  /** Its requests go to one that fails first, and then to the one that works. */
  readonly failover: string;
  /** Its requests go to one that answers slowly. */
  readonly slow: string;
}

/** Gives a new hub its providers and users with limits, so that quotas are counted as in real use. */
export async function setUpHub(
  hub: MeasuredProcess,
  dataDir: string,
  upstreams: { readonly plain: string; readonly failing: string; readonly slow: string },
): Promise<BenchKeys> {
  const token = readFileSync(join(dataDir, "admin-token"), "utf8").trim();
  const add = (fields: object) =>
    callAction(hub, token, "providers/addProvider", { key: "sk-upstream", ...fields });
  await add({ name: "upstream", url: upstreams.plain });
  await add({
    ...{ name: "failing", url: upstreams.failing, group_tag: "failover", priority: 0 },
    // Its circuit stays closed, so that each request fails there.
    circuit_breaker_failure_threshold: 0,
    max_retry_attempts: 1,
  });
  await add({ name: "working", url: upstreams.plain, group_tag: "failover", priority: 1 });
  await add({ name: "slow", url: upstreams.slow, group_tag: "slow" });
  const keyOf = async (fields: object) => {
    const limits = { rpm: 1_000_000, dailyQuota: 100_000, limitMonthlyUsd: 200_000 };
    const added = await callAction<{ defaultKey: { key: string } }>(hub, token, "users/addUser", {
      ...limits,
      ...fields,
    });
    return added.defaultKey.key;
  };
  return {
    plain: await keyOf({ name: "bench" }),
    failover: await keyOf({ name: "failover", providerGroup: "failover" }),
    slow: await keyOf({ name: "slow", providerGroup: "slow" }),
  };
}
