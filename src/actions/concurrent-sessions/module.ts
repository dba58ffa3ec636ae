import type { ActionModule } from "../kit/action-module";
import { getConcurrentSessions } from "./get-concurrent-sessions";

export const CONCURRENT_SESSIONS: ActionModule = {
  name: "concurrent-sessions",
  tag: "Concurrent sessions",
  description: "How many conversations go on at once.",
  actions: [getConcurrentSessions],
};
