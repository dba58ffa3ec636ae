import { listSensitiveWords } from "@/repository/sensitive-words";
import type { Runtime } from "@/services/runtime/runtime";
import { type MatchStats, matchStats } from "../kit/match-stats";

/** Of the sensitive words as they are stored. */
export async function wordStats(runtime: Pick<Runtime, "database" | "snapshot">): Promise<MatchStats> {
  return matchStats(await listSensitiveWords(runtime.database.db), "sensitiveWords", runtime);
}
