import { z } from "zod";
import type { Runtime } from "@/services/runtime/runtime";

/** How busy a provider is whose sessions are limited. `totalVolume` is what it cost today, in USD. */
export const ProviderSlots = z.object({
  providerId: z.number().int(),
  name: z.string(),
  usedSlots: z.number().int(),
  totalSlots: z.number().int(),
  totalVolume: z.number(),
});
export type ProviderSlots = z.infer<typeof ProviderSlots>;

/** Of every enabled provider with a limit of sessions. */
export async function readProviderSlots({
  snapshot,
  quota,
  clock,
}: Pick<Runtime, "snapshot" | "quota" | "clock">): Promise<ProviderSlots[]> {
  const limited = snapshot.current.providers.all.filter(
    (provider) => provider.isEnabled && provider.concurrentSessions,
  );
  const subjects = limited.map((subject) => ({ name: `provider:${subject.id}`, subject }) as const);
  const usages = await quota.usage(subjects, clock.now());
  return limited.map(({ id, name, concurrentSessions }, at) => ({
    providerId: id,
    name,
    usedSlots: usages[at]?.sessions.current ?? 0,
    totalSlots: concurrentSessions ?? 0,
    totalVolume: usages[at]?.windows.daily.current ?? 0,
  }));
}
