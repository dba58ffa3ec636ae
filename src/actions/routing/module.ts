import type { ActionModule } from "../kit/action-module";
import { dryRunRoute } from "./dry-run-route";

export const ROUTING: ActionModule = {
  name: "routing",
  tag: "Routing",
  description: "How the hub chooses providers.",
  actions: [dryRunRoute],
};
