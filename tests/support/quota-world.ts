import { v7 as uuidv7 } from "uuid";
import { NO_USAGE } from "@/domain/pricing/usage";
import type { Provider } from "@/domain/provider/provider";
import { type SpendLimits, UNLIMITED } from "@/domain/quota/spend-limits";
import type { TerminalRecord } from "@/domain/request/terminal-record";
import type { Counters } from "@/infra/counters/port";
import { Decimal, toNanoUsd } from "@/lib/decimal";
import type { Caller } from "@/services/auth/caller";
import { Quota, type QuotaRequest } from "@/services/quota/quota";
import { WindowClock } from "@/services/quota/window-clock";
import type { Snapshot } from "@/services/snapshot/snapshot";
import { someProvider } from "./some-provider";

/** Limits of one subject, all absent unless given. */
export interface Limited {
  readonly limits?: Partial<SpendLimits>;
  readonly concurrentSessions?: number | null;
  readonly rpmLimit?: number;
}

export type Scope = "user" | "key" | "provider";

interface WorldOptions {
  readonly counters: Counters;
  readonly subjects?: Partial<Record<Scope, Limited>>;
  readonly timeZone?: string;
  readonly isEnforced?: boolean;
  readonly now: () => number;
  readonly reservationTtlMs?: number;
}

let lastId = 0;

/** A user with a key, and a provider, whose quota the real parts count: no HTTP, no upstream, no clock of its own. */
export function quotaWorld(options: WorldOptions) {
  const { subjects = {}, timeZone = "UTC", isEnforced = true, now, reservationTtlMs = 60_000 } = options;
  const id = ++lastId;
  const subject = (scope: Scope) => {
    const { limits, concurrentSessions = null, rpmLimit = null } = subjects[scope] ?? {};
    return { id, limits: { ...UNLIMITED, ...limits }, totalSince: null, concurrentSessions, rpmLimit };
  };
  const provider: Provider = someProvider(subject("provider"));
  const caller = { key: subject("key"), user: subject("user"), groups: [] } as unknown as Caller;
  const clock = new WindowClock(timeZone);
  const terms = { clock, isEnforced, sessionTtlMs: 60_000, reservationTtlMs };
  let quota = new Quota({ ...terms, counters: options.counters });
  const session = (name: string | null) => name && { id: name, storageKey: `${id}:${name}` };

  return {
    ...{ caller, provider, clock },
    snapshot: {
      callers: { users: [caller.user], keys: [caller.key] },
      providers: { all: [provider] },
    } as unknown as Snapshot,
    /** Counts with other counters from now on. */
    use(counters: Counters) {
      quota = new Quota({ ...terms, counters });
    },
    reserve: (usd: number, sessionName: string | null = null, changes: Partial<QuotaRequest> = {}) => {
      const requestId = uuidv7();
      return quota
        .reserve({
          ...{ id: requestId, now: now(), caller, isLimited: true, candidates: [provider] },
          session: session(sessionName) || null,
          estimateNanoUsd: toNanoUsd(new Decimal(usd)),
          ...changes,
        })
        .then((admitted) => ({ ...admitted, id: requestId }));
    },
    /** Ends the request `requestId`, which cost `usd` and arrived at `spentAt`. */
    settle: (requestId: string, usd: number, spentAt = now()) =>
      quota.settle({
        ...{ id: requestId, now: now(), spentAt, caller, reserved: [provider], session: null, binding: null },
        charges: usd > 0 ? [{ provider, nanoUsd: toNanoUsd(new Decimal(usd)) }] : [],
      }),
    renew: () => quota.renew(now()),
    /** What the ledger is told of a request that cost `usd`. */
    record: (usd: number, at = now()) => ledgerRecord(id, usd, at),
  };
}

/** A record of a request by user, key and provider `id`, as a line of the journal. */
function ledgerRecord(id: number, usd: number, at: number): string {
  const record: TerminalRecord = {
    ...{ id: uuidv7({ msecs: at }), createdAt: new Date(at).toISOString() },
    ...{ outcome: "completed", statusCode: 200, errorCode: null, errorMessage: null },
    ...{ blockedBy: null, blockedReason: null, userId: id, keyId: id, providerId: id },
    ...{ protocol: "anthropic", method: "POST", endpoint: "/v1/messages", model: "m", servedModel: "m" },
    ...{ billedModel: "m", isStream: false, sessionId: null, sequence: null, messagesCount: 1 },
    ...{ durationMs: 1, firstByteMs: 1, requestBytes: 1, responseBytes: 1, clientIp: null, userAgent: null },
    decision: { verdicts: [], attempts: [] },
    charges: [
      {
        ...NO_USAGE,
        ...{ attempt: 1, providerId: id, costUsd: String(usd), costMultiplier: "1", billedModel: "m" },
        ...{ priceId: 1, priceSource: "builtin", estimated: false },
      },
    ],
  };
  return JSON.stringify(record);
}
