import type { ActionModule } from "../kit/action-module";
import { getBindingsForTypeAction } from "./get-bindings-for-type-action";
import { updateBindingsAction } from "./update-bindings-action";

export const NOTIFICATION_BINDINGS: ActionModule = {
  name: "notification-bindings",
  tag: "Notification bindings",
  description: "Which target hears of what, and when.",
  actions: [getBindingsForTypeAction, updateBindingsAction],
};
