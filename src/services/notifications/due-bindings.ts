import "server-only";
import { lastFire, parseCron } from "@/lib/cron";
import { HOUR_MS } from "@/lib/duration";
import type { StoredBinding } from "@/repository/notifications/bindings";

export interface DueBinding {
  readonly binding: StoredBinding;
  /** The minute of the schedule that made it due, epoch ms. */
  readonly firedAt: number;
  readonly timeZone: string;
}

interface Schedule {
  /** For bindings without a schedule of their own: the minute that makes them due, or null. */
  readonly firedByDefault: (after: number, timeZone: string) => number | null;
  /** Epoch ms; what fired before it is no concern of anybody's any more: settings changed then, or a run saw to it. */
  readonly since: number;
  readonly now: number;
  readonly timeZone: string;
}

/** What a hub missed for longer than this is not made up for. */
const MAX_DELAY_MS = HOUR_MS;

/** The bindings whose schedule has fired lately. A change of a schedule makes nothing due that lies before it. */
export function dueBindings(bindings: readonly StoredBinding[], schedule: Schedule): DueBinding[] {
  const { firedByDefault, since, now } = schedule;
  return bindings.flatMap((binding) => {
    const timeZone = binding.scheduleTimezone ?? schedule.timeZone;
    const after = Math.max(now - MAX_DELAY_MS, since, binding.updatedAt.getTime());
    const cron = binding.scheduleCron === null ? null : parseCron(binding.scheduleCron);
    const firedAt = cron ? lastFire(cron, after, now, timeZone) : firedByDefault(after, timeZone);
    return firedAt === null ? [] : [{ binding, firedAt, timeZone }];
  });
}
