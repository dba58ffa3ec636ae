import type { ActionModule } from "../kit/action-module";
import { getAvailability } from "./get-availability";
import { getCurrentAvailability } from "./get-current-availability";

export const AVAILABILITY: ActionModule = {
  name: "availability",
  tag: "Availability",
  description: "How well the providers answer.",
  actions: [getAvailability, getCurrentAvailability],
};
