"use server";
import { z } from "zod";
import { DAY_MS } from "@/lib/duration";
import { lossesByProvider } from "@/repository/ledger/losses-by-provider";
import { action } from "../kit/action";
import { ProviderHealth, providerHealth } from "./provider-health";

export const getProvidersHealthStatus = action(
  {
    name: "providers/getProvidersHealthStatus",
    summary: "State of every provider's circuit",
    description:
      "By provider id: whether requests pass, why not, and until when; and how much translation lost there.",
    access: "admin",
    input: z.object({}),
    output: z.record(z.string(), ProviderHealth),
  },
  async ({ runtime: { snapshot, circuits, clock, database } }) => {
    const { all } = snapshot.current.providers;
    const now = clock.now();
    const losses = await lossesByProvider(database.db, new Date(now - DAY_MS));
    return Object.fromEntries(
      all.map((provider) => [
        String(provider.id),
        {
          ...providerHealth(provider, circuits.conditions.get(provider.id), now),
          lossesLast24h: losses.get(provider.id) ?? 0,
        },
      ]),
    );
  },
);
