import type { ActionModule } from "../kit/action-module";
import { getRateLimitStats } from "./get-rate-limit-stats";

export const RATE_LIMIT_STATS: ActionModule = {
  name: "rate-limit-stats",
  tag: "Rate-limit statistics",
  description: "Which limits turned whom away.",
  actions: [getRateLimitStats],
};
