"use server";
import { z } from "zod";
import { groupsMeet, parseGroups } from "@/domain/routing/groups";
import { userIdOf } from "@/services/auth/web-caller";
import { action } from "../kit/action";

export const getModelSuggestionsByProviderGroup = action(
  {
    name: "providers/getModelSuggestionsByProviderGroup",
    summary: "Model names that providers of a group declare",
    description:
      "Of enabled providers, each once, by name. Admins name any groups; for users their own groups count.",
    access: "user",
    input: z.object({ providerGroup: z.string().max(255).nullish() }),
    output: z.array(z.string()),
  },
  async ({ input: { providerGroup }, caller, runtime }) => {
    const { callers, providers } = runtime.snapshot.current;
    const own = callers.users.find(({ id }) => id === userIdOf(caller));
    const groups = caller.role === "admin" ? parseGroups(providerGroup) : (own?.groups ?? []);
    const models = providers.all
      .filter((provider) => provider.isEnabled && groupsMeet(groups, provider.groups))
      .flatMap(({ allowedModels }) => allowedModels);
    return [...new Set(models)].sort();
  },
);
