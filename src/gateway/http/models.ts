import { PROTOCOLS, type Protocol } from "@/domain/protocol";
import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { groupsMeet } from "@/domain/routing/groups";
import { supportsModel } from "@/domain/routing/model-rules";
import type { Caller } from "@/services/auth/caller";
import type { Snapshot } from "@/services/snapshot/snapshot";

/**
 * Every model a caller can reach in the given dialects: what providers of its groups declare, the names they redirect,
 * and the priced models their types imply. Globs name no single model and are left out. Providers of other dialects
 * are reached through translation, unless an admin has switched it off for them.
 */
export function reachableModels(
  { providers, prices }: Pick<Snapshot, "providers" | "prices">,
  { user, groups }: Caller,
  protocols: readonly Protocol[],
): string[] {
  const usable = providers.all.filter(
    (provider) =>
      provider.isEnabled &&
      groupsMeet(groups, provider.groups) &&
      (provider.translationEnabled || speaksOneOf(provider, protocols)),
  );
  const models = new Set<string>();
  for (const provider of usable) {
    const isNative = speaksOneOf(provider, protocols);
    const declared = [...provider.allowedModels, ...provider.modelRedirects.map(([from]) => from)];
    for (const name of declared) {
      if (!name.includes("*") && supportsModel(provider, name, isNative)) models.add(name);
    }
    const implied = PROVIDER_TYPE_FACTS[provider.type].impliedModels;
    const globs = declared.some((name) => name.includes("*"));
    for (const name of prices.keys()) {
      if ((implied?.test(name) || globs) && supportsModel(provider, name, isNative && !globs))
        models.add(name);
    }
  }
  const allowed = user.allowedModels.map((name) => name.toLowerCase());
  return [...models].filter((name) => allowed.length === 0 || allowed.includes(name.toLowerCase())).sort();
}

function speaksOneOf({ type }: Pick<Provider, "type">, protocols: readonly Protocol[]): boolean {
  return protocols.includes(PROVIDER_TYPE_FACTS[type].protocol);
}

/** Words by which clients of the original name a dialect in `?api_type=` or a header. */
const DIALECT_WORDS: Readonly<Record<string, readonly Protocol[]>> = {
  claude: ["anthropic"],
  anthropic: ["anthropic"],
  openai: ["openai-chat"],
  chat: ["openai-chat"],
  response: ["openai-responses"],
  responses: ["openai-responses"],
  codex: ["openai-responses"],
  gemini: ["gemini"],
  "gemini-cli": ["gemini"],
  geminicli: ["gemini"],
};

/**
 * The dialects whose models a list shows: what the client asks for in so many words, else what the path says, else those
 * that the client speaks. OpenAI has two.
 */
export function dialectsOfList(path: string, word: string | null, protocol: Protocol): readonly Protocol[] {
  if (/\/responses\/models\/?$/.test(path)) return ["openai-responses"];
  if (/\/chat\/(?:completions\/)?models\/?$/.test(path)) return ["openai-chat"];
  const asked = DIALECT_WORDS[word?.toLowerCase() ?? ""];
  if (asked) return asked;
  if (protocol === "openai-chat") return PROTOCOLS.filter((name) => name.startsWith("openai-"));
  return [protocol];
}
