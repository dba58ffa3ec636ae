import { listErrorRules } from "@/repository/error-rules";
import type { Runtime } from "@/services/runtime/runtime";
import { type MatchStats, matchStats } from "../kit/match-stats";

/** Of the error rules as they are stored. */
export async function ruleStats(runtime: Pick<Runtime, "database" | "snapshot">): Promise<MatchStats> {
  return matchStats(await listErrorRules(runtime.database.db), "errorRules", runtime);
}
