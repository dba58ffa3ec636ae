import type { ActionModule } from "../kit/action-module";
import { cleanUpLogs } from "./clean-up-logs";
import { getDatabaseStatus } from "./get-database-status";
import { getLogLevel } from "./get-log-level";
import { setLogLevel } from "./set-log-level";

export const SYSTEM: ActionModule = {
  name: "system",
  tag: "System",
  description: "The process and its database: log level, cleaning up, status.",
  actions: [getLogLevel, setLogLevel, cleanUpLogs, getDatabaseStatus],
};
