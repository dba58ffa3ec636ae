import type { ActionModule } from "../kit/action-module";
import { getDashboardRealtimeData } from "./get-dashboard-realtime-data";

export const DASHBOARD_REALTIME: ActionModule = {
  name: "dashboard-realtime",
  tag: "Realtime dashboard",
  description: "What a screen on the wall shows.",
  actions: [getDashboardRealtimeData],
};
