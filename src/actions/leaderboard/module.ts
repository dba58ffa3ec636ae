import type { ActionModule } from "../kit/action-module";
import { getLeaderboard } from "./get-leaderboard";

export const LEADERBOARD: ActionModule = {
  name: "leaderboard",
  tag: "Leaderboards",
  description: "Who and what is used most, and how well it does.",
  actions: [getLeaderboard],
};
