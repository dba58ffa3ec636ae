import type { ActionModule } from "../kit/action-module";
import { getModelDistribution } from "./get-model-distribution";
import { getUserStatistics } from "./get-user-statistics";

export const STATISTICS: ActionModule = {
  name: "statistics",
  tag: "Statistics",
  description: "Cost, calls and models over time.",
  actions: [getUserStatistics, getModelDistribution],
};
