import type { ActionModule } from "../kit/action-module";
import { getProxyStatus } from "./get-proxy-status";

export const PROXY_STATUS: ActionModule = {
  name: "proxy-status",
  tag: "Traffic",
  description: "What runs right now.",
  actions: [getProxyStatus],
};
