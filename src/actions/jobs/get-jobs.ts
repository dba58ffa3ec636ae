"use server";
import { z } from "zod";
import { listLastJobRuns } from "@/repository/job-runs";
import { action } from "../kit/action";

export const getJobs = action(
  {
    name: "jobs/getJobs",
    summary: "What the hub does by itself, and how it went",
    description:
      "Each job with its last run, on whichever replica. Jobs that look often whether there is anything to do keep only runs that did something.",
    access: "admin",
    input: z.object({}),
    output: z.array(
      z.object({
        name: z.string(),
        isOn: z.boolean(),
        everyMs: z.number(),
        isQuiet: z.boolean().describe("It looks often; runs that found nothing to do are not kept"),
        isRunning: z.boolean(),
        nextRunAt: z.iso.datetime().nullable().describe("In this replica; null while it is switched off"),
        lastRun: z
          .object({
            startedAt: z.iso.datetime(),
            finishedAt: z.iso.datetime().nullable(),
            result: z.enum(["ok", "failed"]).nullable(),
            detail: z.record(z.string(), z.unknown()).nullable(),
          })
          .nullable(),
      }),
    ),
  },
  async ({ runtime: { jobs, database } }) => {
    const known = jobs.list();
    const runs = await listLastJobRuns(
      database.db,
      known.map(({ name }) => name),
    );
    const byJob = new Map(runs.map((run) => [run.job, run]));
    return known.map((job) => {
      const last = byJob.get(job.name);
      const isOn = job.isOn();
      const nextRunAt = isOn ? job.nextRunAt(last?.startedAt.getTime() ?? null) : null;
      return {
        name: job.name,
        isOn,
        everyMs: job.everyMs(),
        isQuiet: job.isQuiet,
        nextRunAt: nextRunAt === null ? null : new Date(nextRunAt).toISOString(),
        isRunning: last !== undefined && last.finishedAt === null,
        lastRun: last
          ? {
              startedAt: last.startedAt.toISOString(),
              finishedAt: last.finishedAt?.toISOString() ?? null,
              ...{ result: last.result, detail: last.detail },
            }
          : null,
      };
    });
  },
);
