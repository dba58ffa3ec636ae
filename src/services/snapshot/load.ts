import "server-only";
import { PRICE_SOURCES, type Price, parsePrice } from "@/domain/pricing/price";
import type { Secrets } from "@/infra/crypto/secrets";
import type { Logger } from "@/infra/logger";
import { Secret } from "@/lib/secret";
import { listKeys } from "@/repository/keys";
import { listCurrentPrices } from "@/repository/prices";
import { listProviders, type StoredProvider } from "@/repository/providers";
import { readSettings } from "@/repository/settings";
import { listUsers } from "@/repository/users";
import type { LoadContext } from "./load-context";
import { loadErrorRules, loadRequestFilters, loadSensitiveWords } from "./load-rules";
import type { Callers, KeyHolder, Prices, ProviderCredentials, Providers, Snapshot } from "./snapshot";

/** How each part of the snapshot is read from the database. */
export const LOADERS: {
  readonly [Part in keyof Snapshot]: (context: LoadContext) => Promise<Snapshot[Part]>;
} = {
  callers: loadCallers,
  providers: loadProviders,
  prices: loadPrices,
  settings: ({ db }) => readSettings(db),
  errorRules: loadErrorRules,
  requestFilters: loadRequestFilters,
  sensitiveWords: loadSensitiveWords,
};

async function loadCallers({ db }: LoadContext): Promise<Callers> {
  const [users, keys] = await Promise.all([listUsers(db), listKeys(db)]);
  const byUserId = new Map(users.map((user) => [user.id, user]));
  const holders = keys.flatMap((key): KeyHolder[] => {
    const user = byUserId.get(key.userId);
    return user ? [{ key, user }] : [];
  });
  return {
    users,
    keys,
    byKeyHash: new Map(holders.map((holder) => [holder.key.hash, holder])),
    byKeyId: new Map(holders.map((holder) => [holder.key.id, holder])),
  };
}

async function loadProviders({ db, secrets, logger }: LoadContext): Promise<Providers> {
  const stored = await listProviders(db);
  const opened = stored.flatMap((entry) => {
    const credentials = openCredentials(entry, secrets, logger);
    return credentials ? [{ ...entry, credentials }] : [];
  });
  return {
    all: opened.map(({ provider }) => provider),
    byId: new Map(opened.map(({ provider }) => [provider.id, provider])),
    credentials: new Map(opened.map(({ provider, credentials }) => [provider.id, credentials])),
    secretHints: new Map(opened.map(({ provider, secretHint }) => [provider.id, secretHint])),
  };
}

/** A provider whose secret cannot be opened must not take the others down with it. */
function openCredentials(
  { provider, sealed }: StoredProvider,
  secrets: Secrets,
  logger: Logger,
): ProviderCredentials | undefined {
  try {
    return {
      secret: new Secret(secrets.open(sealed.secret)),
      proxyUrl: sealed.proxyUrl === null ? null : new Secret(secrets.open(sealed.proxyUrl)),
    };
  } catch (error) {
    logger.error(
      { providerId: provider.id, err: error },
      "a provider's secret cannot be opened; it is left out",
    );
    return undefined;
  }
}

async function loadPrices({ db }: LoadContext): Promise<Prices> {
  const versions = await listCurrentPrices(db);
  const prices = new Map<string, Price>();
  // From the weakest source to the strongest, each overwriting the one before.
  for (const source of [...PRICE_SOURCES].reverse()) {
    for (const version of versions) {
      if (version.source !== source) continue;
      const price = parsePrice(version, version.data);
      if (price) prices.set(version.model, price);
    }
  }
  return prices;
}
