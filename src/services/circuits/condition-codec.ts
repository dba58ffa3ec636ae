import "server-only";
import { z } from "zod";
import type { Condition } from "@/domain/circuit/condition";
import { parseJson } from "@/lib/parse-json";

const epochMs = z.number();

const state = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("closed"), failures: z.number() }),
  z.object({ kind: z.literal("open"), openedAt: epochMs, until: epochMs, reason: z.string() }),
  z.object({ kind: z.literal("half-open"), successes: z.number(), probes: z.record(z.string(), epochMs) }),
]);

const condition = z.object({
  circuit: z.object({ epoch: z.number(), state }),
  rests: z.record(z.string(), epochMs),
});

export function conditionToText(value: Condition): string {
  return JSON.stringify(value);
}

/** undefined for what no hub of this version wrote. */
export function conditionFromText(text: string): Condition | undefined {
  return condition.safeParse(parseJson(text)).data;
}
