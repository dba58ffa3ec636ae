import "server-only";
import type { CompiledErrorRule } from "@/domain/error-rules/compile";
import type { ApiKey } from "@/domain/key/api-key";
import type { Price } from "@/domain/pricing/price";
import type { Provider } from "@/domain/provider/provider";
import type { FilterSet } from "@/domain/request-filters/compile";
import type { WordScreen } from "@/domain/sensitive-words/word-screen";
import type { Settings } from "@/domain/settings/settings";
import type { User } from "@/domain/user/user";
import type { Secret } from "@/lib/secret";

/** A key with the user it belongs to. */
export interface KeyHolder {
  readonly key: ApiKey;
  readonly user: User;
}

/** A provider's secrets, opened. */
export interface ProviderCredentials {
  readonly secret: Secret;
  /** The secret is a token that was got with the provider's key. */
  readonly isAccessToken?: boolean;
  readonly proxyUrl: Secret | null;
}

export interface Callers {
  readonly users: readonly User[];
  readonly keys: readonly ApiKey[];
  readonly byKeyHash: ReadonlyMap<string, KeyHolder>;
  readonly byKeyId: ReadonlyMap<number, KeyHolder>;
}

export interface Providers {
  /** By priority, then by id. */
  readonly all: readonly Provider[];
  readonly byId: ReadonlyMap<number, Provider>;
  readonly credentials: ReadonlyMap<number, ProviderCredentials>;
  readonly secretHints: ReadonlyMap<number, string>;
}

/** The price that counts for each model: an admin's own before a synced one before the built-in one. */
export type Prices = ReadonlyMap<string, Price>;

/**
 * All configuration the request path needs, in memory. Each part is replaced whole when its tables change; nobody
 * ever sees half of a change.
 */
export interface Snapshot {
  readonly callers: Callers;
  readonly providers: Providers;
  readonly prices: Prices;
  readonly settings: Settings;
  /** Compiled, in the order they are asked. */
  readonly errorRules: readonly CompiledErrorRule[];
  readonly requestFilters: FilterSet;
  /** Null when there is nothing to look for. */
  readonly sensitiveWords: WordScreen | null;
}

export type SnapshotPart = keyof Snapshot;
