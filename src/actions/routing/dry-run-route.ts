"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { PROTOCOLS, type Protocol } from "@/domain/protocol";
import { EXCLUSIONS } from "@/domain/routing/eligibility";
import { DEFAULT_GROUP, parseGroups } from "@/domain/routing/groups";
import { callerOf } from "@/services/auth/caller";
import { dryRun } from "@/services/routing/dry-run";
import type { Callers } from "@/services/snapshot/snapshot";
import { action } from "../kit/action";

export const dryRunRoute = action(
  {
    name: "routing/dryRunRoute",
    summary: "Where a request would go now, and why",
    description:
      "Plans a route as the gateway does, asking nobody and leaving no trace: who would be tried in which order, each one's chance to be the first, and why the others are out. The groups are those of a key, or those given.",
    access: "admin",
    input: z.object({
      protocol: z.enum(PROTOCOLS),
      model: z.string().trim().min(1).max(200).nullable().default(null),
      keyId: z.number().int().optional(),
      providerGroup: z.string().max(255).optional(),
      wantsContext1m: z.boolean().default(false),
    }),
    output: z.object({
      candidates: z.array(z.object({ providerId: z.number().int(), name: z.string(), share: z.number() })),
      verdicts: z.array(
        z.object({
          providerId: z.number().int(),
          name: z.string(),
          excludedBy: z.enum(EXCLUSIONS).nullable(),
          /** Epoch ms at which that ends by itself. */
          until: z.number().nullable(),
          priority: z.number().int(),
          weight: z.number().int(),
        }),
      ),
    }),
    refusals: ["NOT_FOUND"],
  },
  async ({ input, runtime: { snapshot, circuits, clock } }) => {
    const { callers, providers } = snapshot.current;
    const { protocol, model, wantsContext1m } = input;
    const state = { providers: providers.all, conditions: circuits.conditions, now: clock.now() };
    const demand = {
      ...{ protocol, model, wantsContext1m },
      callerGroups: groupsOf(input, callers),
      translatable: ALL_PROTOCOLS,
      mayProbe: true,
    };
    const run = dryRun(state, demand, null, Math.random);
    return {
      candidates: run.candidates.map(({ provider: { id, name }, share }) => ({
        providerId: id,
        name,
        share,
      })),
      verdicts: run.verdicts.map((verdict) => ({
        ...verdict,
        name: providers.byId.get(verdict.providerId)?.name ?? "",
      })),
    };
  },
);

/** Requests for answers can be translated into each other's protocols. */
const ALL_PROTOCOLS: ReadonlySet<Protocol> = new Set(PROTOCOLS);

function groupsOf(
  {
    keyId,
    providerGroup,
  }: { readonly keyId?: number | undefined; readonly providerGroup?: string | undefined },
  { byKeyId }: Pick<Callers, "byKeyId">,
): readonly string[] {
  if (keyId === undefined) {
    const groups = parseGroups(providerGroup);
    return groups.length > 0 ? groups : [DEFAULT_GROUP];
  }
  const holder = byKeyId.get(keyId);
  if (!holder) throw new AppError("NOT_FOUND", `There is no key ${keyId}.`, { kind: "key", id: keyId });
  return callerOf(holder).groups;
}
