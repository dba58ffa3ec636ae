"use server";
import { z } from "zod";
import { PROVIDER_TYPE_FACTS, PROVIDER_TYPES } from "@/domain/provider/provider-type";
import { presetsFor, TEST_PRESET_IDS } from "@/services/provider-test/presets";
import { action } from "../kit/action";

export const getProviderTestPresets = action(
  {
    name: "providers/getProviderTestPresets",
    summary: "List the prepared tests for a type of providers",
    description:
      "Requests as the clients of that type send them, for upstreams that serve only these. testProviderUnified takes the id as preset; model and expected text are what it uses when it is told no others. Gemini has none.",
    access: "admin",
    input: z.object({ providerType: z.enum(PROVIDER_TYPES) }),
    output: z.array(
      z.object({
        id: z.enum(TEST_PRESET_IDS),
        description: z.string(),
        defaultModel: z.string(),
        defaultSuccessContains: z.string(),
      }),
    ),
  },
  async ({ input: { providerType } }) => {
    const { protocol } = PROVIDER_TYPE_FACTS[providerType];
    return presetsFor(providerType).map(({ id, description, defaultModel, successContains }) => ({
      ...{ id, description, defaultModel: defaultModel[protocol] ?? "" },
      defaultSuccessContains: successContains,
    }));
  },
);
