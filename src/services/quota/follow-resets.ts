import "server-only";
import type { Snapshot, SnapshotPart } from "@/services/snapshot/snapshot";
import type { QuotaSubject, SubjectName } from "./subjects";

interface Snapshots {
  readonly current: Snapshot;
  onChange(listener: (part: SnapshotPart) => void): () => void;
}

/**
 * Calls `onMoved` when the windows of somebody known have moved: another reset time, another mode, a new beginning of
 * the total. The new windows hold nothing yet of what was spent in them. Returns how to stop that.
 */
export function followResets(snapshots: Snapshots, onMoved: () => void): () => void {
  let known = policies(snapshots.current);
  return snapshots.onChange((part) => {
    if (part !== "callers" && part !== "providers") return;
    const current = policies(snapshots.current);
    const before = known;
    known = current;
    const hasMoved = [...current].some(([name, policy]) => (before.get(name) ?? policy) !== policy);
    if (hasMoved) onMoved();
  });
}

function policies({ callers, providers }: Snapshot): Map<SubjectName, string> {
  return new Map([
    ...callers.users.map((user) => [`user:${user.id}`, policyOf(user)] as const),
    ...callers.keys.map((key) => [`key:${key.id}`, policyOf(key)] as const),
    ...providers.all.map((provider) => [`provider:${provider.id}`, policyOf(provider)] as const),
  ]);
}

function policyOf({ limits, totalSince }: QuotaSubject): string {
  return `${limits.dailyResetMode} ${limits.dailyResetTime} ${totalSince?.getTime() ?? 0}`;
}
