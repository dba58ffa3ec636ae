import type { ActionModule } from "../kit/action-module";
import { getOverviewData } from "./get-overview-data";

export const OVERVIEW: ActionModule = {
  name: "overview",
  tag: "Overview",
  description: "The dashboard's first look: what happens today.",
  actions: [getOverviewData],
};
