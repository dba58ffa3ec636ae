import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { callAction } from "../bench/call-action";
import { startHub } from "../bench/hub";

/** The built hub on a database full of usage. */
export interface MeasuredHub {
  readonly call: <Data>(action: string, input: object) => Promise<Data>;
  readonly stop: () => Promise<void>;
}

interface JobState {
  readonly name: string;
  readonly isRunning: boolean;
  readonly lastRun: object | null;
}

const POLL_MS = 1_000;

/** Starts it and waits until it has done what it does after a start, such as comparing its roll-ups with its ledger. */
export async function startQuietHub(dataDir: string, timeZone: string): Promise<MeasuredHub> {
  const hub = await startHub(dataDir, { TZ: timeZone });
  const token = readFileSync(join(dataDir, "admin-token"), "utf8").trim();
  const call = <Data>(action: string, input: object) => callAction<Data>(hub, token, action, input);
  const isBusy = async () => {
    const jobs = await call<JobState[]>("jobs/getJobs", {});
    const repaired = jobs.some(({ name, lastRun }) => name === "repair-drift" && lastRun !== null);
    return !repaired || jobs.some(({ isRunning }) => isRunning);
  };
  while (await isBusy()) await sleep(POLL_MS);
  return { call, stop: hub.stop };
}
