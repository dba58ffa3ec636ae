import type { ActionModule } from "../kit/action-module";
import { getSessionResponse } from "./get-session-response";

export const SESSION_RESPONSE: ActionModule = {
  name: "session-response",
  tag: "Session answers",
  description: "What the requests of a conversation were answered.",
  actions: [getSessionResponse],
};
