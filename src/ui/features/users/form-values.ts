import type { KeyDisplay } from "@/actions/keys/key-display";
import type { UserDisplay } from "@/actions/users/user-display";
import { DEFAULT_GROUP, parseGroups } from "@/domain/routing/groups";
import { endOfDay } from "./expiry-day";

/** null, no limit, is a blank field. */
export const fieldText = (value: number | null | undefined): string => (value == null ? "" : String(value));

/** Without a group of one's own the default one counts; the form shows that as an empty list. */
export function groupTags(providerGroup: string): string[] {
  return providerGroup === DEFAULT_GROUP ? [] : parseGroups(providerGroup);
}

/** What of a subject's limits both forms hold under the same names. */
export function limitValues(subject: UserDisplay | KeyDisplay | null) {
  return {
    limit5hUsd: fieldText(subject?.limit5hUsd),
    limitWeeklyUsd: fieldText(subject?.limitWeeklyUsd),
    limitMonthlyUsd: fieldText(subject?.limitMonthlyUsd),
    limitTotalUsd: fieldText(subject?.limitTotalUsd),
    limitConcurrentSessions: fieldText(subject?.limitConcurrentSessions),
    dailyResetMode: subject?.dailyResetMode ?? ("fixed" as const),
    dailyResetTime: subject?.dailyResetTime ?? "00:00",
  };
}

interface Held {
  readonly providerGroup: readonly string[];
  /** YYYY-MM-DD; blank = never. */
  readonly expiresAt: string;
}

/** What the server is sent for what a form holds. */
export function toInput<Values extends Held>(values: Values, timeZone: string) {
  return {
    ...values,
    providerGroup: values.providerGroup.join(","),
    expiresAt: endOfDay(values.expiresAt, timeZone),
  };
}
