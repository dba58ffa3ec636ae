import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { HOUR_MS } from "@/lib/duration";
import { callAction } from "../bench/call-action";
import { startHub } from "../bench/hub";
import { databaseCpuMs } from "./cpu-time";

/** The built hub on a database full of usage. */
export interface MeasuredHub {
  readonly call: <Data>(action: string, input: object) => Promise<Data>;
  /** CPU time of hub and database so far, ms. */
  readonly cpuMs: () => number;
  readonly stop: () => Promise<void>;
}

interface JobState {
  readonly name: string;
  readonly isRunning: boolean;
  readonly lastRun: { readonly startedAt: string } | null;
}

const POLL_MS = 1_000;

/** What it would do by itself some minutes after its start, and what would disturb the measurement. */
const LARGE_JOB = "repair-drift";

/** Starts it and has it compare its roll-ups with its ledger, which proves too that the generated ones are right. */
export async function startQuietHub(dataDir: string, timeZone: string): Promise<MeasuredHub> {
  const hub = await startHub(dataDir, { TZ: timeZone });
  const token = readFileSync(join(dataDir, "admin-token"), "utf8").trim();
  const call = <Data>(action: string, input: object) => callAction<Data>(hub, token, action, input);
  await repair(call);
  return { call, cpuMs: () => hub.cpuMs() + databaseCpuMs(dataDir), stop: hub.stop };
}

async function repair(call: MeasuredHub["call"]): Promise<void> {
  const state = async () => {
    const job = (await call<JobState[]>("jobs/getJobs", {})).find(({ name }) => name === LARGE_JOB);
    if (!job) throw new Error(`the hub knows no ${LARGE_JOB}`);
    return job;
  };
  const last = (await state()).lastRun;
  if (last && Date.now() - Date.parse(last.startedAt) < HOUR_MS) return;
  await call("jobs/runJob", { name: LARGE_JOB });
  while ((await state()).isRunning) await sleep(POLL_MS);
  console.log(`${LARGE_JOB}: ${JSON.stringify((await state()).lastRun)}`);
}
