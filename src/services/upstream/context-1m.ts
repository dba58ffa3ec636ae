import type { Provider } from "@/domain/provider/provider";

/** Asks for a context of a million tokens. */
const FLAG = "context-1m-2025-08-07";

/** The flag in any version. */
const PREFIX = "context-1m-";

/** Models, with whatever follows a hyphen, that have such a context behind the flag. */
const MODELS = /^claude-(?:sonnet-4|opus-4-6)(?:-|$)/;

/**
 * What becomes of the flag at a provider: forced on where the model can do it, taken out, or left as the client has it.
 *
 * @param model the one sent upstream: the flag speaks of it
 */
export function context1mFlags(
  preference: Provider["context1mPreference"],
  model: string | null,
): { readonly add: readonly string[]; readonly removePrefixes: readonly string[] } {
  switch (preference) {
    case "force_enable":
      return { add: model !== null && MODELS.test(model) ? [FLAG] : [], removePrefixes: [] };
    case "disabled":
      return { add: [], removePrefixes: [PREFIX] };
    case null:
      return { add: [], removePrefixes: [] };
  }
}
