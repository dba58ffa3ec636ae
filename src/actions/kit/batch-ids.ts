import { z } from "zod";

const MAX_BATCH = 500;

/** The things a batch changes, each named once. All of them change, or none. */
export const batchIds = z
  .array(z.number().int().positive())
  .min(1)
  .max(MAX_BATCH)
  .transform((ids) => [...new Set(ids)]);

export const BatchResult = z.object({
  requestedCount: z.number().int(),
  updatedCount: z.number().int(),
  updatedIds: z.array(z.number().int()),
});

export function batchResult(ids: readonly number[]): z.infer<typeof BatchResult> {
  return { requestedCount: ids.length, updatedCount: ids.length, updatedIds: [...ids] };
}
