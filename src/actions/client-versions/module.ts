import type { ActionModule } from "../kit/action-module";
import { fetchClientVersionStats } from "./fetch-client-version-stats";

export const CLIENT_VERSIONS: ActionModule = {
  name: "client-versions",
  tag: "Client versions",
  description: "Which versions of client programs are in use.",
  actions: [fetchClientVersionStats],
};
