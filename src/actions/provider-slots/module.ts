import type { ActionModule } from "../kit/action-module";
import { getProviderSlots } from "./get-provider-slots";

export const PROVIDER_SLOTS: ActionModule = {
  name: "provider-slots",
  tag: "Provider slots",
  description: "How busy providers are.",
  actions: [getProviderSlots],
};
