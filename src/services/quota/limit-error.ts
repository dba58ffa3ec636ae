import "server-only";
import { GatewayError, type LimitDetails } from "@/domain/gateway-error";
import type { FailedCheck } from "@/infra/counters/port";
import { fromNanoUsd } from "@/lib/decimal";
import { SECOND_MS } from "@/lib/duration";
import type { QuotaCheck } from "./checks";

const NAMES: Readonly<Record<LimitDetails["limitType"], string>> = {
  rpm: "requests per minute",
  concurrent_sessions: "concurrent sessions",
  usd_5h: "spend in 5 hours",
  daily_quota: "daily spend",
  usd_weekly: "weekly spend",
  usd_monthly: "monthly spend",
  usd_total: "total spend",
};

/** The last moment ISO 8601 can name with four digits of year: a total frees itself never. */
const NEVER = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** The refusal that a failed check of a caller means: 429 for rates and sessions, 402 for money. */
export function limitError(failed: QuotaCheck, outcome: FailedCheck, now: number): GatewayError {
  const { check, limitType } = failed;
  const isMoney = check.kind === "sum";
  // A session ends when it ends: the next moment is as good as any.
  const resetsAt = outcome.retryAt ?? (limitType === "concurrent_sessions" ? now : NEVER);
  const amount = (value: number) => (isMoney ? fromNanoUsd(value).toNumber() : value);
  const limit: LimitDetails = {
    scope: failed.scope === "key" ? "key" : "user",
    limitType,
    current: amount(outcome.current),
    limit: amount(check.limit),
    resetsAt,
  };
  const unit = isMoney ? " USD" : "";
  const used = `${limit.current.toFixed(isMoney ? 4 : 0)} of ${limit.limit}${unit}`;
  const message = `The ${limit.scope}'s limit of ${NAMES[limitType]} is reached (${used}). ${whatNext(resetsAt, now)}`;
  const code = isMoney ? "spend_limit" : limitType === "rpm" ? "rpm_limit" : "concurrent_sessions_limit";
  return new GatewayError(code, message, {
    limit,
    retryAfterSeconds: Math.max(1, Math.ceil((resetsAt - now) / SECOND_MS)),
  });
}

function whatNext(resetsAt: number, now: number): string {
  if (resetsAt === NEVER) return "Ask an admin to raise or reset it.";
  if (resetsAt <= now) return "Running requests hold the rest; try again when one has ended.";
  return `It frees up at ${new Date(resetsAt).toISOString()}.`;
}
