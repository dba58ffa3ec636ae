import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import type { Loss } from "@/protocols/ir/loss";
import type { JsonBody } from "@/protocols/protocol";
import { type BetaFlags, NO_BETA_FLAGS } from "./beta-flags";
import type { BodyChange } from "./body-change";
import { type CacheTtl, cacheTtlChanges, EXTENDED_TTL_FLAG } from "./cache-ttl";
import { codexChanges } from "./codex-overrides";
import { type CodexForm, codexForm } from "./codex-parameters";
import { context1mFlags } from "./context-1m";

/** What a provider's settings change in a request. */
export interface Overrides {
  readonly changes: readonly BodyChange[];
  readonly betaFlags: BetaFlags;
  /** What a translated request loses by them. */
  readonly losses: readonly Loss[];
}

type Overriding = Pick<Provider, "type" | "url" | "cacheTtlPreference" | "context1mPreference" | "codex">;

/** Where a request comes from. */
export interface RequestOrigin {
  /** The hub wrote the body itself, for a client of another dialect. */
  readonly isTranslated: boolean;
  /** Of the conversation, scoped by the key that presented it; null where there is none. */
  readonly sessionKey: string | null;
}

const NONE: Overrides = Object.freeze({ changes: [], betaFlags: NO_BETA_FLAGS, losses: [] });

/**
 * The overrides that a provider's type and settings ask for. Without any nothing is looked at.
 *
 * @param body in the provider's dialect
 * @param keyTtl what the caller's key prefers, before the provider
 * @param model the one sent upstream
 * @param origin what is known of the request
 */
export function overrideRequest(
  body: JsonBody,
  provider: Overriding,
  keyTtl: CacheTtl | null,
  model: string | null,
  origin: RequestOrigin,
): Overrides {
  switch (PROVIDER_TYPE_FACTS[provider.type].protocol) {
    case "anthropic":
      return anthropicOverrides(body, provider, keyTtl, model);
    case "openai-responses": {
      const form = formFor(body, provider, origin);
      const changes = codexChanges(body, provider.codex, form);
      return { changes, betaFlags: NO_BETA_FLAGS, losses: form?.losses ?? [] };
    }
    case "openai-chat":
    case "gemini":
      return NONE;
  }
}

function formFor(
  body: JsonBody,
  { url }: Overriding,
  { isTranslated, sessionKey }: RequestOrigin,
): CodexForm | null {
  return isTranslated ? codexForm(body, url, sessionKey) : null;
}

function anthropicOverrides(
  { bytes }: JsonBody,
  { cacheTtlPreference, context1mPreference }: Overriding,
  keyTtl: CacheTtl | null,
  model: string | null,
): Overrides {
  const ttl = keyTtl ?? cacheTtlPreference;
  if (ttl === null && context1mPreference === null) return NONE;
  const changes = ttl === null ? [] : cacheTtlChanges(bytes, ttl);
  const flags = context1mFlags(context1mPreference, model);
  // Where the client had set the longer lifetime itself, it has set its flag as well.
  const add = ttl === "1h" && changes.length > 0 ? [...flags.add, EXTENDED_TTL_FLAG] : flags.add;
  return { changes, betaFlags: { add, removePrefixes: flags.removePrefixes }, losses: [] };
}
