"use server";
import { z } from "zod";
import { action } from "../kit/action";

export const listProvidersForFilterAction = action(
  {
    name: "request-filters/listProvidersForFilterAction",
    summary: "Names and ids of providers, to bind a filter to",
    description: "All that exist, enabled or not, by priority.",
    access: "admin",
    input: z.object({}),
    output: z.array(z.object({ id: z.number().int(), name: z.string() })),
  },
  async ({ runtime }) => runtime.snapshot.current.providers.all.map(({ id, name }) => ({ id, name })),
);
