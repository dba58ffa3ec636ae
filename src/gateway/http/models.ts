import type { Protocol } from "@/domain/protocol";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { groupsMeet } from "@/domain/routing/groups";
import { supportsModel } from "@/domain/routing/model-rules";
import type { Caller } from "@/services/auth/caller";
import type { Snapshot } from "@/services/snapshot/snapshot";

/**
 * Every model a caller can reach in a dialect: what providers of its groups declare, the names they redirect, and
 * the priced models their types imply. Globs name no single model and are left out.
 */
export function reachableModels(
  { providers, prices }: Pick<Snapshot, "providers" | "prices">,
  { user, groups }: Caller,
  protocol: Protocol,
): string[] {
  const usable = providers.all.filter(
    (provider) =>
      provider.isEnabled &&
      groupsMeet(groups, provider.groups) &&
      PROVIDER_TYPE_FACTS[provider.type].protocol === protocol,
  );
  const models = new Set<string>();
  for (const provider of usable) {
    const declared = [...provider.allowedModels, ...provider.modelRedirects.map(([from]) => from)];
    for (const name of declared) if (!name.includes("*")) models.add(name);
    const implied = PROVIDER_TYPE_FACTS[provider.type].impliedModels;
    for (const name of prices.keys()) {
      if (implied?.test(name) && supportsModel(provider, name, true)) models.add(name);
    }
  }
  const allowed = user.allowedModels.map((name) => name.toLowerCase());
  return [...models].filter((name) => allowed.length === 0 || allowed.includes(name.toLowerCase())).sort();
}

/** Anthropic's list (API reference, "List models"), in one page. */
export function anthropicModelList(models: readonly string[]) {
  return {
    data: models.map((id) => ({ type: "model", id, display_name: id, created_at: "1970-01-01T00:00:00Z" })),
    has_more: false,
    first_id: models[0] ?? null,
    last_id: models.at(-1) ?? null,
  };
}

/** OpenAI's list (API reference, "List models"). */
export function openAiModelList(models: readonly string[]) {
  return {
    object: "list",
    data: models.map((id) => ({ id, object: "model", created: 0, owned_by: "claude-code-hub" })),
  };
}
