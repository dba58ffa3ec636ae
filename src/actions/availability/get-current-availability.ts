"use server";
import { z } from "zod";
import { MINUTE_MS } from "@/lib/duration";
import { action } from "../kit/action";
import { AvailabilityReport } from "./availability-report";
import { readAvailability } from "./read-availability";

const SPAN_MS = 15 * MINUTE_MS;

export const getCurrentAvailability = action(
  {
    name: "availability/getCurrentAvailability",
    summary: "How well each provider answers now",
    description: "The last fifteen minutes of the enabled providers, minute by minute.",
    access: "admin",
    input: z.object({}),
    output: AvailabilityReport,
  },
  async ({ runtime }) => {
    const endsAt = runtime.clock.now();
    const span = { startsAt: endsAt - SPAN_MS, endsAt, bucketMs: MINUTE_MS, maxBuckets: 20 };
    return readAvailability({ span, providerIds: null, includeDisabled: false }, runtime);
  },
);
