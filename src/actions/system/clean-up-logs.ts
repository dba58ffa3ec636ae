"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { deleteRequests, hasCondition } from "@/repository/requests/delete-requests";
import { action } from "../kit/action";

const ids = z.array(z.number().int()).max(1_000).optional();
const status = z.number().int().min(0).max(999);
const date = z.iso
  .datetime({ offset: true })
  .or(z.iso.date())
  .transform((text) => new Date(text))
  .optional();

export const cleanUpLogs = action(
  {
    name: "system/cleanUpLogs",
    summary: "Delete requests from the log",
    description:
      "Those that meet every condition given; at least one has to be. Costs, totals and limits stay: they are kept apart from the log. A dry run only counts.",
    access: "admin",
    input: z.object({
      beforeDate: date,
      afterDate: date,
      userIds: ids,
      providerIds: ids,
      statusCodes: z.array(status).max(1_000).optional(),
      statusCodeRange: z.object({ min: status, max: status }).optional(),
      onlyBlocked: z.boolean().optional(),
      dryRun: z.boolean().default(false),
    }),
    output: z.object({
      success: z.literal(true),
      totalDeleted: z.number().int(),
      batchCount: z.number().int(),
      durationMs: z.number().int(),
      dryRun: z.boolean(),
    }),
    refusals: ["EMPTY_CONDITION"],
  },
  async ({ input: { dryRun, ...conditions }, runtime, change }) => {
    if (!hasCondition(conditions)) {
      throw new AppError(
        "EMPTY_CONDITION",
        "Give at least one condition; without one, all of the log would go.",
      );
    }
    const startedAt = performance.now();
    const { deleted, batches } = await deleteRequests(runtime.database.db, conditions, { dryRun });
    const facts = { totalDeleted: deleted, batchCount: batches, dryRun };
    if (!dryRun) {
      await change(async () => ({ result: null, targetId: null, changes: { conditions, ...facts } }));
    }
    return { success: true as const, ...facts, durationMs: Math.round(performance.now() - startedAt) };
  },
);
