import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type MeasuredProcess, startProcess } from "./processes";

/** Starts the built hub, everything on, on a data directory. */
export function startHub(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<MeasuredProcess> {
  return startProcess(["dist/server.js"], { DATA_DIR: dataDir, HOST: "127.0.0.1", APP_PORT: "0", ...env });
}

/** Gives a new hub its provider and a user with limits, so that quotas are counted as in real use; returns a key. */
export async function setUpHub(hub: MeasuredProcess, dataDir: string, upstreamUrl: string): Promise<string> {
  const token = readFileSync(join(dataDir, "admin-token"), "utf8").trim();
  await call(hub, token, "providers/addProvider", { name: "upstream", url: upstreamUrl, key: "sk-upstream" });
  const { defaultKey } = await call<{ defaultKey: { key: string } }>(hub, token, "users/addUser", {
    name: "bench",
    rpm: 1_000_000,
    dailyQuota: 100_000,
    limitMonthlyUsd: 200_000,
  });
  return defaultKey.key;
}

async function call<Data>(hub: MeasuredProcess, token: string, action: string, input: object): Promise<Data> {
  const response = await fetch(`${hub.url}/api/actions/${action}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(input),
  });
  const envelope = (await response.json()) as { ok: boolean; data: Data; error?: string };
  if (!envelope.ok) throw new Error(`${action}: ${envelope.error}`);
  return envelope.data;
}
