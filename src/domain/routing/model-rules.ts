import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";

/** Whether `model` is named by `pattern`, an exact name or one with `*` for any run of characters. Case counts. */
export function modelMatches(pattern: string, model: string): boolean {
  if (!pattern.includes("*")) return pattern === model;
  const parts = pattern.split("*");
  const [head = ""] = parts;
  const tail = parts.at(-1) ?? "";
  if (model.length < head.length + tail.length) return false;
  if (!model.startsWith(head) || !model.endsWith(tail)) return false;
  let at = head.length;
  for (const part of parts.slice(1, -1)) {
    const found = model.indexOf(part, at);
    if (found === -1 || found + part.length > model.length - tail.length) return false;
    at = found + part.length;
  }
  return true;
}

/** The model a provider is sent for `model`: the first matching redirect's target, else `model` itself. */
export function redirectModel(provider: Pick<Provider, "modelRedirects">, model: string): string {
  const rule = provider.modelRedirects.find(([from]) => modelMatches(from, model));
  return rule ? rule[1] : model;
}

type ModelFacts = Pick<Provider, "type" | "allowedModels" | "modelRedirects" | "joinClaudePool">;

/**
 * Whether a provider serves `model`, as the client named it: because an admin declared it (allow-list or redirect)
 * or because its type implies it.
 *
 * @param native the provider speaks the client's dialect; only then may an empty list mean "any model"
 */
export function supportsModel(provider: ModelFacts, model: string, native: boolean): boolean {
  const { protocol, impliedModels } = PROVIDER_TYPE_FACTS[provider.type];
  const redirected = provider.modelRedirects.some(([from]) => modelMatches(from, model));
  if (model.startsWith("claude-") && protocol !== "anthropic") return provider.joinClaudePool && redirected;
  if (redirected) return true;
  if (provider.allowedModels.length > 0) {
    return provider.allowedModels.some((pattern) => modelMatches(pattern, model));
  }
  if (impliedModels?.test(model)) return true;
  return native && protocol !== "anthropic";
}
