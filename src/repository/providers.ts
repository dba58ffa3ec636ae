import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Provider } from "@/domain/provider/provider";
import type { ProviderType } from "@/domain/provider/provider-type";
import { providers } from "@/infra/postgres/tables/providers";
import type { Db } from "./db";
import { cacheTtlFrom } from "./keys";
import { limitsFromRow, limitsToRow } from "./spend-limits-codec";

/** What of a provider is stored encrypted. */
export interface SealedProviderSecrets {
  readonly secret: string;
  readonly proxyUrl: string | null;
}

/** A provider with what only the forwarder may open. */
export interface StoredProvider {
  readonly provider: Provider;
  readonly sealed: SealedProviderSecrets;
  /** The ends of its credential, to recognise it by. */
  readonly secretHint: string;
}

type Derived = "id" | "createdAt" | "updatedAt" | "hasOutboundProxy" | "totalSince";
export type NewProvider = Omit<Provider, Derived> & { readonly secretHint: string } & SealedProviderSecrets;

/** Groups of settings may be given in part. */
export type ProviderChanges = Partial<Omit<NewProvider, "limits" | "breaker" | "timeouts" | "codex">> & {
  readonly limits?: Partial<Provider["limits"]>;
  readonly totalSince?: Date | null;
  readonly breaker?: Partial<Provider["breaker"]>;
  readonly timeouts?: Partial<Provider["timeouts"]>;
  readonly codex?: Partial<Provider["codex"]>;
};

/** Live providers in the order they are tried: by priority, then by id. */
export async function listProviders(db: Db): Promise<StoredProvider[]> {
  const rows = await db
    .select()
    .from(providers)
    .where(isNull(providers.deletedAt))
    .orderBy(asc(providers.priority), asc(providers.id));
  return rows.map(providerFromRow);
}

export async function findProvider(db: Db, id: number): Promise<StoredProvider | undefined> {
  const [row] = await db
    .select()
    .from(providers)
    .where(and(eq(providers.id, id), isNull(providers.deletedAt)));
  return row && providerFromRow(row);
}

export async function insertProvider(db: Db, provider: NewProvider): Promise<StoredProvider> {
  const { name, url, secret, secretHint } = provider;
  const [row] = await db
    .insert(providers)
    .values({ ...providerToRow(provider), name, url, secret, secretHint })
    .returning();
  if (!row) throw new Error("insert returned no row");
  return providerFromRow(row);
}

/** Changes the given fields; undefined when there is no such live provider. */
export async function updateProvider(
  db: Db,
  id: number,
  changes: ProviderChanges,
): Promise<StoredProvider | undefined> {
  const [row] = await db
    .update(providers)
    .set({ ...providerToRow(changes), updatedAt: new Date() })
    .where(and(eq(providers.id, id), isNull(providers.deletedAt)))
    .returning();
  return row && providerFromRow(row);
}

/** Marks the provider deleted and forgets its secrets; its history stays. Returns whether there was one. */
export async function deleteProvider(db: Db, id: number): Promise<boolean> {
  const rows = await db
    .update(providers)
    .set({ deletedAt: new Date(), isEnabled: false, secret: "", secretHint: "", proxyUrl: null })
    .where(and(eq(providers.id, id), isNull(providers.deletedAt)))
    .returning({ id: providers.id });
  return rows.length > 0;
}

type ProviderRow = typeof providers.$inferSelect;

function providerFromRow(row: ProviderRow): StoredProvider {
  const { id, name, description, url, websiteUrl, isEnabled, weight, priority, costMultiplier } = row;
  const { groups, allowedModels, modelRedirects, joinClaudePool, totalSince, concurrentSessions } = row;
  const { maxRetryAttempts, proxyFallbackToDirect, preserveClientIp, customHeaders } = row;
  const { mcpPassthroughUrl, translationEnabled, createdAt, updatedAt } = row;
  const provider: Provider = {
    id,
    name,
    description,
    url,
    websiteUrl,
    isEnabled,
    weight,
    priority,
    costMultiplier,
    groups,
    allowedModels,
    modelRedirects,
    joinClaudePool,
    totalSince,
    concurrentSessions,
    maxRetryAttempts,
    proxyFallbackToDirect,
    preserveClientIp,
    customHeaders,
    mcpPassthroughUrl,
    translationEnabled,
    createdAt,
    updatedAt,
    // The table's checks admit no other values.
    type: row.type as ProviderType,
    mcpPassthroughType: row.mcpPassthroughType as Provider["mcpPassthroughType"],
    context1mPreference: row.context1mPreference as Provider["context1mPreference"],
    limits: limitsFromRow(row),
    breaker: {
      failureThreshold: row.breakerFailureThreshold,
      openDurationMs: row.breakerOpenDurationMs,
      halfOpenSuccessThreshold: row.breakerHalfOpenSuccesses,
    },
    timeouts: { firstByteMs: row.firstByteTimeoutMs, idleMs: row.idleTimeoutMs, totalMs: row.totalTimeoutMs },
    hasOutboundProxy: row.proxyUrl !== null,
    cacheTtlPreference: cacheTtlFrom(row.cacheTtlPreference),
    codex: {
      instructionsStrategy: row.codexInstructionsStrategy as Provider["codex"]["instructionsStrategy"],
      officialInstructions: row.codexOfficialInstructions,
      reasoningEffort: row.codexReasoningEffort,
      reasoningSummary: row.codexReasoningSummary,
      textVerbosity: row.codexTextVerbosity,
      parallelToolCalls: row.codexParallelToolCalls,
    },
  };
  return { provider, sealed: { secret: row.secret, proxyUrl: row.proxyUrl }, secretHint: row.secretHint };
}

function providerToRow(changes: ProviderChanges): Partial<typeof providers.$inferInsert> {
  const { limits, breaker, timeouts, codex, groups, allowedModels, modelRedirects, customHeaders, ...rest } =
    changes;
  return {
    ...rest,
    ...(limits && limitsToRow(limits)),
    ...(groups && { groups: [...groups] }),
    ...(allowedModels && { allowedModels: [...allowedModels] }),
    ...(modelRedirects && {
      modelRedirects: modelRedirects.map(([from, to]): [string, string] => [from, to]),
    }),
    ...(customHeaders && { customHeaders: { ...customHeaders } }),
    ...(breaker && {
      breakerFailureThreshold: breaker.failureThreshold,
      breakerOpenDurationMs: breaker.openDurationMs,
      breakerHalfOpenSuccesses: breaker.halfOpenSuccessThreshold,
    }),
    ...(timeouts && {
      firstByteTimeoutMs: timeouts.firstByteMs,
      idleTimeoutMs: timeouts.idleMs,
      totalTimeoutMs: timeouts.totalMs,
    }),
    ...(codex && {
      codexInstructionsStrategy: codex.instructionsStrategy,
      codexOfficialInstructions: codex.officialInstructions,
      codexReasoningEffort: codex.reasoningEffort,
      codexReasoningSummary: codex.reasoningSummary,
      codexTextVerbosity: codex.textVerbosity,
      codexParallelToolCalls: codex.parallelToolCalls,
    }),
  };
}

/** Names of all providers there ever were, by id: a log outlives what it speaks of. */
export async function listProviderNames(db: Db): Promise<ReadonlyMap<number, string>> {
  const rows = await db.select({ id: providers.id, name: providers.name }).from(providers);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
