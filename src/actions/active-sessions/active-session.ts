import { z } from "zod";
import { totalTokens } from "@/domain/pricing/usage";
import { PROTOCOLS } from "@/domain/protocol";
import type { InFlightRequest } from "@/domain/request/in-flight-request";
import type { SessionView } from "@/services/sessions/list-sessions";
import type { Snapshot } from "@/services/snapshot/snapshot";

const count = z.number().int();

/** A request that is being served. Times in epoch ms. */
const RunningRequest = z.object({
  requestId: z.string(),
  requestSequence: count.nullable(),
  model: z.string().nullable(),
  providerId: count.nullable(),
  providerName: z.string().nullable(),
  startTime: count,
  attempt: count,
  /** Ms from the attempt's start; null until the answer has begun. */
  ttfbMs: count.nullable(),
  responseBytes: count,
});

/** A session as the sessions page lists it. Field names are the product's public ones; sums are of the last days. */
export const ActiveSession = z.object({
  sessionId: z.string(),
  userId: count,
  userName: z.string().nullable(),
  keyId: count,
  keyName: z.string().nullable(),
  /** Of the provider asked last. */
  providerId: count.nullable(),
  /** All that took part, joined. */
  providerName: z.string().nullable(),
  model: z.string().nullable(),
  apiType: z.enum(PROTOCOLS),
  /** Epoch ms of the first request. */
  startTime: count,
  /** Epoch ms: now for one at work. */
  lastActivityTime: count,
  status: z.enum(["in_progress", "completed", "error"]),
  requestCount: count,
  inputTokens: count,
  outputTokens: count,
  cacheCreationInputTokens: count,
  cacheReadInputTokens: count,
  totalTokens: count,
  costUsd: z.string(),
  /** Sum over the requests. */
  durationMs: count,
  activeRequests: z.array(RunningRequest),
});
export type ActiveSession = z.infer<typeof ActiveSession>;

const NO_USAGE = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
};

/** @param now epoch ms */
export function activeSession(
  { sessionId, keyId, userId, stats, running }: SessionView,
  snapshot: Snapshot,
  now: number,
): ActiveSession {
  const holder = snapshot.callers.byKeyId.get(keyId);
  const usage = stats?.usage ?? { ...NO_USAGE, reasoningTokens: 0, webSearches: 0 };
  const latest = running.at(-1);
  const models = new Set([...(stats?.models ?? []), ...running.flatMap(({ model }) => model ?? [])]);
  return {
    ...{ sessionId, userId, keyId },
    userName: stats?.userName ?? holder?.user.name ?? null,
    keyName: stats?.keyName ?? holder?.key.name ?? null,
    ...providersOf({ stats, running }, snapshot),
    model: [...models].join(", ") || null,
    apiType: latest?.protocol ?? stats?.protocol ?? "anthropic",
    startTime: Math.min(...[stats?.firstAt.getTime(), running[0]?.startedAt].map((at) => at ?? now)),
    lastActivityTime: latest ? now : (stats?.lastAt.getTime() ?? now),
    status: statusOf({ stats, running }),
    requestCount: (stats?.requests ?? 0) + running.length,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    cacheCreationInputTokens: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
    cacheReadInputTokens: usage.cacheReadTokens,
    totalTokens: totalTokens(usage),
    costUsd: stats?.costUsd ?? "0",
    durationMs: stats?.durationMs ?? 0,
    activeRequests: running.map((request) => runningRequest(request, snapshot)),
  };
}

function providersOf({ stats, running }: Pick<SessionView, "stats" | "running">, snapshot: Snapshot) {
  const asked = running.flatMap(({ providerId }) => providerId ?? []);
  const names = new Map((stats?.providers ?? []).map(({ id, name }) => [id, name]));
  for (const id of asked) names.set(id, snapshot.providers.byId.get(id)?.name ?? null);
  return {
    providerId: asked.at(-1) ?? stats?.providers.at(-1)?.id ?? null,
    providerName: [...names.values()].filter((name) => name !== null).join(", ") || null,
  };
}

function statusOf({ stats, running }: Pick<SessionView, "stats" | "running">): ActiveSession["status"] {
  if (running.length > 0) return "in_progress";
  return stats?.lastOutcome === "failed" ? "error" : "completed";
}

function runningRequest(request: InFlightRequest, snapshot: Snapshot): z.infer<typeof RunningRequest> {
  const { id, sequence, model, providerId, startedAt, attempt, firstByteMs, responseBytes } = request;
  return {
    requestId: id,
    requestSequence: sequence,
    providerName: providerId === null ? null : (snapshot.providers.byId.get(providerId)?.name ?? null),
    startTime: startedAt,
    ttfbMs: firstByteMs,
    ...{ model, providerId, attempt, responseBytes },
  };
}
