import "server-only";
import type { OccasionOf } from "@/domain/notification/occasion";
import { SPEND_WINDOW_KINDS, type SpendWindowKind } from "@/domain/quota/spend-windows";
import { DAY_MS, HOUR_MS } from "@/lib/duration";
import { SPEND_LIMITS } from "@/services/quota/checks";
import type { SubjectUsage } from "@/services/quota/read-usage";
import type { LimitedSubject, SubjectName } from "@/services/quota/subjects";
import type { Runtime } from "@/services/runtime/runtime";

export interface CostAlert {
  readonly occasion: OccasionOf<"cost_alert">;
  /** Names limit, window and threshold: it is told once. */
  readonly dedupeKey: string;
}

interface Watched {
  readonly name: SubjectName;
  readonly subject: LimitedSubject;
  readonly targetType: "user" | "key" | "provider";
  readonly targetName: string;
}

/** Subjects whose sums are read at a time. */
const CHUNK = 50;

/**
 * Every limit of a user, key or provider that is used up to the threshold, by the sums it is enforced with.
 *
 * @param threshold part of the limit, as text: 0.80
 */
export async function findCostAlerts(
  { snapshot, quota, clock }: Pick<Runtime, "snapshot" | "quota" | "clock">,
  threshold: string,
): Promise<CostAlert[]> {
  const watched = watchedSubjects(snapshot.current).filter(({ subject: { limits } }) =>
    SPEND_WINDOW_KINDS.some((kind) => limits[SPEND_LIMITS[kind].field] !== null),
  );
  const now = clock.now();
  const alerts: CostAlert[] = [];
  for (let at = 0; at < watched.length; at += CHUNK) {
    const chunk = watched.slice(at, at + CHUNK);
    const usages = await quota.usage(chunk, now);
    chunk.forEach((one, index) => {
      const usage = usages[index];
      if (usage) alerts.push(...alertsOf(one, usage, threshold, now));
    });
  }
  return alerts;
}

function watchedSubjects({ callers, providers }: Runtime["snapshot"]["current"]): Watched[] {
  const userNames = new Map(callers.users.map(({ id, name }) => [id, name]));
  return [
    ...callers.users.map((user): Watched => {
      return { name: `user:${user.id}`, subject: user, targetType: "user", targetName: user.name };
    }),
    ...callers.keys.map((key): Watched => {
      const targetName = `${userNames.get(key.userId) ?? ""} / ${key.name}`;
      return { name: `key:${key.id}`, subject: key, targetType: "key", targetName };
    }),
    ...providers.all.map((provider): Watched => {
      const { id, name } = provider;
      return { name: `provider:${id}`, subject: provider, targetType: "provider", targetName: name };
    }),
  ];
}

function alertsOf(
  { name, subject, targetType, targetName }: Watched,
  { windows }: SubjectUsage,
  threshold: string,
  now: number,
): CostAlert[] {
  return SPEND_WINDOW_KINDS.flatMap((kind) => {
    const { current, limit, resetsAt } = windows[kind];
    if (limit === null || current < limit * Number(threshold)) return [];
    const occasion: CostAlert["occasion"] = {
      type: "cost_alert",
      ...{ targetType, targetName, window: kind },
      at: new Date(now).toISOString(),
      currentUsd: String(current),
      limitUsd: String(limit),
      usagePercent: (current / limit) * 100,
    };
    return [
      {
        occasion,
        dedupeKey: `cost:${name}:${windowName(kind, subject, resetsAt, now)}:${limit}:${threshold}`,
      },
    ];
  });
}

/** A sliding window has no end; it counts as another one as often as it is long. */
function windowName(
  kind: SpendWindowKind,
  { totalSince }: LimitedSubject,
  resetsAt: Date | null,
  now: number,
): string {
  if (kind === "total") return `total@${totalSince?.getTime() ?? 0}`;
  if (resetsAt) return `${kind}@${resetsAt.getTime()}`;
  return `${kind}~${Math.floor(now / (kind === "5h" ? 5 * HOUR_MS : DAY_MS))}`;
}
