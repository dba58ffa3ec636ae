import type { ActionModule } from "../kit/action-module";
import { getWebSessions } from "./get-web-sessions";
import { revokeWebSession } from "./revoke-web-session";

export const WEB_SESSIONS: ActionModule = {
  name: "web-sessions",
  tag: "Sign-ins",
  description: "Sessions of people at the dashboard, and how to end them.",
  actions: [getWebSessions, revokeWebSession],
};
