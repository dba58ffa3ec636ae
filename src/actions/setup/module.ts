import type { ActionModule } from "../kit/action-module";
import { getSetupState } from "./get-setup-state";

export const SETUP: ActionModule = {
  name: "setup",
  tag: "Setup",
  description: "How far a new hub has come.",
  actions: [getSetupState],
};
