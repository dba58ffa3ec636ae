"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { hasGlobalView } from "../kit/global-view";
import { ProviderSlots, readProviderSlots } from "./slots";

export const getProviderSlots = action(
  {
    name: "provider-slots/getProviderSlots",
    summary: "How busy providers with a limit of sessions are",
    description:
      "Sessions at work out of those allowed, and today's spend in USD. For admins, and for users where the global view is on.",
    access: "user",
    input: z.object({}),
    output: z.array(ProviderSlots),
  },
  async ({ caller, runtime }) => (hasGlobalView(caller, runtime) ? readProviderSlots(runtime) : []),
);
