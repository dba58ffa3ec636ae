"use client";
import { useFormatter, useTranslations } from "next-intl";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/duration";
import { countsOf } from "./counts-of";
import type { Job, JobRun } from "./job";

const UNITS = [
  ["day", DAY_MS],
  ["hour", HOUR_MS],
  ["minute", MINUTE_MS],
  ["second", SECOND_MS],
] as const;

/** What a summary may name and a run did not tell. */
const NOTHING = {
  created: 0,
  dropped: 0,
  deleted: 0,
  partitions: 0,
  requests: 0,
  rollup_rows: 0,
  dailyRows: 0,
  counters_windows: 0,
  signInsRevoked: 0,
  signInsDeleted: 0,
  jobRuns: 0,
  deliveries: 0,
  tested: 0,
  notModified: 0,
  total: 0,
  added: 0,
  updated: 0,
  failed: 0,
  alerts: 0,
  delivered: 0,
} as const;

/** The reader's words for jobs: what they are, how often they run, what they did. */
export function useJobTexts() {
  const t = useTranslations("jobs");
  const format = useFormatter();
  const isKnown = (name: string): name is KnownJob => t.has(`job.${name as KnownJob}.name`);
  return {
    name: (job: string) => (isKnown(job) ? t(`job.${job}.name`) : job),
    purpose: (job: string) => (isKnown(job) ? t(`job.${job}.purpose`) : ""),
    schedule: ({ everyMs, isQuiet }: Job) => {
      const [unit, unitMs] = UNITS.find(([, ms]) => everyMs >= ms && everyMs % ms === 0) ?? UNITS[3];
      const unitDisplay = isQuiet ? "short" : "long";
      const span = format.number(everyMs / unitMs, { style: "unit", unit, unitDisplay });
      return t(isQuiet ? "looksEvery" : "every", { span });
    },
    /** What a run did, in a few words. */
    did: (job: string, { detail }: Pick<JobRun, "detail">) =>
      isKnown(job) && detail ? t(`job.${job}.did`, { ...NOTHING, ...countsOf(detail) }) : "",
  };
}

type KnownJob =
  | "create-partitions"
  | "clean-up-logs"
  | "drop-old-messages"
  | "repair-drift"
  | "sweep"
  | "probe-providers"
  | "sync-prices"
  | "notify-circuits"
  | "notify-leaderboard"
  | "notify-costs"
  | "deliver-notifications";
