"use server";
import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { DAY_MS, MINUTE_MS } from "@/lib/duration";
import { action } from "../kit/action";
import { AvailabilityReport } from "./availability-report";
import { readAvailability } from "./read-availability";

/** Epoch ms or ISO 8601, as a number or as a query has it. */
const instant = z
  .union([z.coerce.number().positive(), z.iso.datetime({ offset: true })])
  .transform((value) => new Date(value).getTime());

const ids = z.union([
  z.array(z.number().int()),
  z
    .string()
    .regex(/^\d+(,\d+)*$/)
    .transform((text) => text.split(",").map(Number)),
]);

export const getAvailability = action(
  {
    name: "availability/getAvailability",
    summary: "How well each provider answered over time",
    description:
      "The last 24 hours unless told otherwise, in about fifty buckets or in buckets of bucketSizeMinutes. Buckets of an hour or more are whole hours, and so are those of spans over a day. Requests that clients caused to fail or left count as answered.",
    access: "admin",
    input: z.object({
      startTime: instant.optional(),
      endTime: instant.optional(),
      providerIds: ids.optional(),
      bucketSizeMinutes: z.coerce.number().min(0.25).optional(),
      includeDisabled: z.union([z.boolean(), z.stringbool()]).default(false),
      maxBuckets: z.coerce.number().int().min(1).max(1_000).default(100),
    }),
    output: AvailabilityReport,
  },
  async ({ input, runtime }) => {
    const { providerIds = null, includeDisabled, maxBuckets, bucketSizeMinutes } = input;
    const endsAt = input.endTime ?? runtime.clock.now();
    const startsAt = input.startTime ?? endsAt - DAY_MS;
    if (startsAt >= endsAt) {
      const reason = "must be before endTime";
      throw new AppError("INVALID_INPUT", `startTime: ${reason}`, { field: "startTime", reason });
    }
    const bucketMs = bucketSizeMinutes === undefined ? null : bucketSizeMinutes * MINUTE_MS;
    const span = { startsAt, endsAt, bucketMs, maxBuckets };
    return readAvailability({ span, providerIds, includeDisabled }, runtime);
  },
);
