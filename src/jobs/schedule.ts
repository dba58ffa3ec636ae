import type { Runtime } from "@/services/runtime/runtime";
import type { Job } from "./job";
import { runJob } from "./run-job";

/** Runs each job at its interval; one that takes longer than that is not started twice. */
export function startJobs(jobs: readonly Job[], runtime: Runtime): { readonly stop: () => Promise<void> } {
  const running = new Map<string, Promise<void>>();
  const start = (job: Job) => {
    if (running.has(job.name)) return;
    running.set(
      job.name,
      runJob(job, runtime).finally(() => running.delete(job.name)),
    );
  };
  const timers = jobs.map((job) => setInterval(() => start(job), job.everyMs).unref());
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}
