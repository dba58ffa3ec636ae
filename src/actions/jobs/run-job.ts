"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { SECOND_MS } from "@/lib/duration";
import { TimeoutError, withTimeout } from "@/lib/with-timeout";
import type { JobOutcome } from "@/services/jobs/job-outcome";
import { action } from "../kit/action";

/** A caller waits this long; the job goes on. */
const WAIT_MS = 25 * SECOND_MS;

export const runJob = action(
  {
    name: "jobs/runJob",
    summary: "Run a job now",
    description:
      "Whatever its schedule says; what is switched off in the settings stays undone. A job that takes long goes on behind the answer.",
    access: "admin",
    input: z.object({ name: z.string().min(1).max(100) }),
    output: z.object({
      state: z.enum(["ok", "nothing-to-do", "failed", "running"]),
      detail: z.record(z.string(), z.unknown()).nullable(),
    }),
    refusals: ["NOT_FOUND", "BUSY"],
  },
  async ({ input: { name }, runtime, change }) => {
    const job = runtime.jobs.find(name);
    if (!job) throw new AppError("NOT_FOUND", `There is no job ${name}.`, { kind: "job", id: name });
    await change(async () => ({ result: null, targetId: name, changes: {} }));
    try {
      return answerOf(await withTimeout(job.run(), WAIT_MS));
    } catch (error) {
      if (error instanceof TimeoutError) return { state: "running" as const, detail: null };
      throw error;
    }
  },
);

function answerOf(outcome: JobOutcome) {
  switch (outcome.kind) {
    case "ok":
      return { state: outcome.kind, detail: { ...outcome.detail } };
    case "failed":
      return { state: outcome.kind, detail: { error: outcome.error } };
    case "nothing-to-do":
      return { state: outcome.kind, detail: null };
    case "busy":
    case "not-due":
      throw new AppError("BUSY", "The job is running already.");
  }
}
