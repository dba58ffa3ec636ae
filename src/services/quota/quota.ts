import "server-only";
import type { Provider } from "@/domain/provider/provider";
import type { SessionRef } from "@/domain/session/session-ref";
import type { AdmissionResult, Alternative, Check, Counters } from "@/infra/counters/port";
import type { Caller } from "@/services/auth/caller";
import { type CheckContext, callerChecks, providerChecks, RPM_WINDOW, rpmKey, unenforced } from "./checks";
import { limitError } from "./limit-error";
import { type NamedSubject, readUsage, type SubjectUsage } from "./read-usage";
import { type SubjectName, sessionsKey } from "./subjects";
import type { WindowClock } from "./window-clock";

export interface QuotaRequest {
  readonly id: string;
  /** Epoch ms. */
  readonly now: number;
  readonly caller: Caller;
  readonly session: SessionRef | null;
  /** false: it asks for nothing that costs, so that no limit is asked either. */
  readonly isLimited: boolean;
  readonly estimateNanoUsd: number;
  /** Providers in the order they would be tried; one is reserved with the caller. */
  readonly candidates: readonly Provider[];
}

/** A provider whose own quota is used up. */
export interface Exhausted {
  readonly provider: Provider;
  /** Epoch ms at which it may have room again; null: nobody knows, or never. */
  readonly until: number | null;
}

/** A place at a provider. */
export interface Place {
  /** null: no candidate had room. */
  readonly provider: Provider | null;
  /** The candidates that were asked before and had none. */
  readonly exhausted: readonly Exhausted[];
}

/** A request that was let in, with the provider it holds a place at. */
export interface Admitted extends Place {
  readonly bySession: boolean;
  /** The provider the session was bound to; null when it was not, or has none. */
  readonly boundProviderId: number | null;
  readonly sequence: number | null;
}

export interface Spending {
  readonly id: string;
  readonly now: number;
  /** Epoch ms of the request's arrival: the windows of that moment are charged. */
  readonly spentAt: number;
  readonly caller: Caller;
  readonly charges: readonly { readonly provider: Provider; readonly nanoUsd: number }[];
  /** All providers that hold a reservation. */
  readonly reserved: readonly Provider[];
  readonly session: SessionRef | null;
  /** The provider the session stays with, and the one it was bound to when the request began. */
  readonly binding: { readonly expected: number | null; readonly providerId: number } | null;
}

interface QuotaOptions {
  readonly counters: Counters;
  readonly clock: WindowClock;
  /** false: everything is counted, nothing refused. */
  readonly isEnforced: boolean;
  readonly sessionTtlMs: number;
  /** A reservation that is neither settled nor renewed ends after this time. */
  readonly reservationTtlMs: number;
}

/** Who may spend how much: reserve before a request is sent, settle when it has ended. */
export class Quota {
  /** Who holds something for each request that was let in and has not been settled. */
  private readonly running = new Map<string, SubjectName[]>();

  constructor(private readonly options: QuotaOptions) {}

  /**
   * Checks every limit of the caller and reserves the estimate, on the first candidate provider that has room too,
   * in one atomic step.
   *
   * @throws {GatewayError} `rpm_limit`, `concurrent_sessions_limit` or `spend_limit`
   */
  async reserve(request: QuotaRequest): Promise<Admitted> {
    const { id, now, caller, session, candidates } = request;
    const checks = request.isLimited ? callerChecks(caller, this.contextOf(request)) : [];
    const result = await this.options.counters.admit({
      id,
      now,
      amount: request.estimateNanoUsd,
      ttlMs: this.options.reservationTtlMs,
      holders: callerNames(caller),
      checks: checks.map(({ check }) => this.enforced(check)),
      alternatives: this.alternatives(request),
      affinity: session && { key: session.storageKey, ttlMs: this.options.sessionTtlMs },
    });
    if (!result.admitted) {
      const failed = checks[result.check];
      if (!failed) throw new Error("the counters refused by a check that was not asked");
      throw limitError(failed, result, now);
    }
    const { provider, exhausted } = placeOf(result, candidates);
    this.running.set(id, callerNames(caller));
    this.noteHolder(id, provider);
    return {
      provider,
      exhausted,
      bySession: result.byAffinity,
      boundProviderId: result.preferred === null ? null : Number(result.preferred),
      sequence: result.sequence,
    };
  }

  /** Takes a place at the first of the candidates that has room, for a request that is already admitted. */
  async reserveProvider(request: Omit<QuotaRequest, "caller">): Promise<Place> {
    const { id, now, estimateNanoUsd, candidates } = request;
    const result = await this.options.counters.admit({
      id,
      now,
      amount: estimateNanoUsd,
      ttlMs: this.options.reservationTtlMs,
      holders: [],
      checks: [],
      alternatives: this.alternatives(request),
      affinity: null,
    });
    if (!result.admitted) throw new Error("the counters refused by a check that was not asked");
    const place = placeOf(result, candidates);
    this.noteHolder(id, place.provider);
    return place;
  }

  /** Keeps what running requests hold: a stream may last longer than a reservation. One call for all of them. */
  async renew(now: number): Promise<void> {
    if (this.running.size === 0) return;
    const held = [...this.running].map(([id, holders]) => ({
      id,
      holders,
      memberKeys: holders.map(sessionsKey),
    }));
    await this.options.counters.renew(held, now, this.options.reservationTtlMs);
  }

  /** Replaces the reservation by what was spent, in every window it counts in; the session is at work no more. */
  async settle(spending: Spending): Promise<void> {
    const { id, now, caller, session, binding, spentAt } = spending;
    this.running.delete(id);
    const holders = [...callerNames(caller), ...spending.reserved.map(providerName)];
    await this.options.counters.settle({
      id,
      now,
      spentAt,
      holders,
      memberKeys: holders.map(sessionsKey),
      amounts: this.amounts(spending),
      affinity:
        session && binding
          ? {
              key: session.storageKey,
              ttlMs: this.options.sessionTtlMs,
              expected: binding.expected === null ? null : String(binding.expected),
              choice: String(binding.providerId),
            }
          : null,
    });
  }

  /** What each of the subjects has used of its limits, as they are enforced. */
  usage(subjects: readonly NamedSubject[], now: number): Promise<SubjectUsage[]> {
    const { counters, clock } = this.options;
    return readUsage(subjects, { counters, clock, now });
  }

  /** How many requests all keys of a user have made within the last minute; counted where there is a limit. */
  async requestsPerMinute(userId: number, now: number): Promise<number> {
    const window = { kind: "rolling", key: rpmKey(userId), ...RPM_WINDOW } as const;
    const [count = 0] = await this.options.counters.read([window], now);
    return count;
  }

  private noteHolder(id: string, provider: Provider | null): void {
    if (provider) this.running.get(id)?.push(providerName(provider));
  }

  private amounts({ caller, charges, spentAt }: Spending) {
    const { clock } = this.options;
    const total = charges.reduce((sum, charge) => sum + charge.nanoUsd, 0);
    if (total <= 0) return [];
    return [
      { windows: clock.windowsAt(`key:${caller.key.id}`, caller.key, spentAt).all, amount: total },
      { windows: clock.windowsAt(`user:${caller.user.id}`, caller.user, spentAt).all, amount: total },
      ...charges.map(({ provider, nanoUsd }) => ({
        windows: clock.windowsAt(providerName(provider), provider, spentAt).all,
        amount: nanoUsd,
      })),
    ];
  }

  private alternatives(request: Omit<QuotaRequest, "caller">): Alternative[] {
    const context = this.contextOf(request);
    return request.candidates.map((provider) => ({
      id: String(provider.id),
      holders: [providerName(provider)],
      checks: request.isLimited
        ? providerChecks(provider, context).map(({ check }) => this.enforced(check))
        : [],
    }));
  }

  /** A request that belongs to no session is one of its own. */
  private contextOf({ id, now, session }: Pick<QuotaRequest, "id" | "now" | "session">): CheckContext {
    return { now, clock: this.options.clock, member: session?.storageKey ?? id };
  }

  private enforced(check: Check): Check {
    return this.options.isEnforced ? check : unenforced(check);
  }
}

const providerName = (provider: Provider): SubjectName => `provider:${provider.id}`;

function callerNames({ key, user }: Caller): SubjectName[] {
  return [`key:${key.id}`, `user:${user.id}`];
}

function placeOf(
  { alternative, failedAlternatives }: Extract<AdmissionResult, { admitted: true }>,
  candidates: readonly Provider[],
): Place {
  return {
    provider: alternative === null ? null : (candidates[alternative] ?? null),
    exhausted: failedAlternatives.flatMap((failed) => {
      const provider = candidates[failed.alternative];
      return provider ? { provider, until: failed.retryAt } : [];
    }),
  };
}
