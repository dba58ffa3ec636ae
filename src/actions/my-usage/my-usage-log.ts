import { z } from "zod";
import { totalTokens } from "@/domain/pricing/usage";
import type { RequestRow } from "@/domain/request/request-row";
import type { Settings } from "@/domain/settings/settings";

const count = z.number().int();

/** A request as the holder of its key sees it: nothing of providers or of the hub's insides. */
export const MyUsageLog = z
  .object({
    id: z.string(),
    createdAt: z.iso.datetime(),
    model: z.string().nullable(),
    billingModel: z.string().nullable(),
    /** "asked for → served", where they differ. */
    modelRedirect: z.string().nullable(),
    endpoint: z.string(),
    statusCode: count,
    inputTokens: count,
    outputTokens: count,
    cacheCreationInputTokens: count,
    cacheReadInputTokens: count,
    totalTokens: count,
    cost: z.number(),
    duration: count,
  })
  .meta({ id: "MyUsageLog" });
export type MyUsageLog = z.infer<typeof MyUsageLog>;

export function myUsageLog(row: RequestRow, source: Settings["billingModelSource"]): MyUsageLog {
  const { model: asked, servedModel: served, usage } = row;
  const isRedirected = asked !== null && served !== null && asked !== served;
  return {
    id: row.id,
    createdAt: row.createdAt.toISOString(),
    model: served ?? asked,
    billingModel: source === "original" ? (asked ?? served) : (served ?? asked),
    modelRedirect: isRedirected ? `${asked} → ${served}` : null,
    endpoint: row.endpoint,
    statusCode: row.statusCode,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    cacheCreationInputTokens: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
    cacheReadInputTokens: usage.cacheReadTokens,
    totalTokens: totalTokens(usage),
    cost: Number(row.costUsd ?? 0),
    duration: row.durationMs,
  };
}
