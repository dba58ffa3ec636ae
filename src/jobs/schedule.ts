import type { Env } from "@/config/env";
import type { Runtime } from "@/services/runtime/runtime";
import type { Job } from "./job";
import { runJob } from "./run-job";

/** What a replica's interval may be short of when its turn comes right after another one's. */
const GAP_OF_INTERVAL = 0.9;

/** Runs each job at its interval, once among all replicas; one that takes longer than that is not started twice. */
export function startJobs(jobs: readonly Job[], runtime: Runtime): { readonly stop: () => Promise<void> } {
  const { env } = runtime;
  const running = new Map<string, Promise<void>>();
  const start = (job: Job) => {
    if (running.has(job.name)) return;
    running.set(
      job.name,
      runJob(job, runtime, GAP_OF_INTERVAL * intervalOf(job, env)).finally(() => running.delete(job.name)),
    );
  };
  const timers = jobs
    .filter(({ isOn }) => !isOn || isOn(env))
    .map((job) => setInterval(() => start(job), intervalOf(job, env)).unref());
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}

function intervalOf({ everyMs }: Job, env: Env): number {
  return typeof everyMs === "number" ? everyMs : everyMs(env);
}
