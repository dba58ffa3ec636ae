import "server-only";
import type { SpendLimits } from "@/domain/quota/spend-limits";

/** Somebody whose spend is counted: a user, a key or a provider. */
export interface QuotaSubject {
  readonly limits: SpendLimits;
  readonly totalSince: Date | null;
}

/** One whose sessions may be limited too. */
export interface LimitedSubject extends QuotaSubject {
  readonly concurrentSessions: number | null;
}

/** A subject's name in the counters, e.g. "user:3". */
export type SubjectName = `${"user" | "key" | "provider"}:${number}`;

/** Where the counters keep the sessions a subject has at work. */
export const sessionsKey = (name: SubjectName) => `${name}:sessions`;
