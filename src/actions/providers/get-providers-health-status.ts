"use server";
import { z } from "zod";
import { action } from "../kit/action";
import { ProviderHealth, providerHealth } from "./provider-health";

export const getProvidersHealthStatus = action(
  {
    name: "providers/getProvidersHealthStatus",
    summary: "State of every provider's circuit",
    description: "By provider id: whether requests pass, why not, and until when.",
    access: "admin",
    input: z.object({}),
    output: z.record(z.string(), ProviderHealth),
  },
  async ({ runtime: { snapshot, circuits, clock } }) => {
    const { all } = snapshot.current.providers;
    const now = clock.now();
    return Object.fromEntries(
      all.map((provider) => [
        String(provider.id),
        providerHealth(provider, circuits.conditions.get(provider.id), now),
      ]),
    );
  },
);
