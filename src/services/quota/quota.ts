import "server-only";
import { RESERVATION_TTL_MS } from "@/config/limits";
import type { Provider } from "@/domain/provider/provider";
import type { SessionRef } from "@/domain/session/session-ref";
import type { Admission, Alternative, Counters } from "@/infra/counters/port";
import type { Caller } from "@/services/auth/caller";
import { callerChecks } from "./checks";
import { limitError } from "./limit-error";
import type { WindowClock } from "./window-clock";

export interface QuotaRequest {
  readonly id: string;
  readonly now: number;
  readonly caller: Caller;
  readonly session: SessionRef | null;
  readonly estimateNanoUsd: number;
  /** Providers in the order they would be tried; one is reserved with the caller. */
  readonly candidates: readonly Provider[];
}

/** A request that was let in, with the provider it holds a place at. */
export interface Admitted {
  /** null: no candidate had room. */
  readonly provider: Provider | null;
  readonly bySession: boolean;
  /** The provider the session was bound to; null when it was not, or has none. */
  readonly boundProviderId: number | null;
  /** Candidates whose own quota is used up. */
  readonly exhausted: readonly Provider[];
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
}

/** Who may spend how much: reserve before a request is sent, settle when it has ended. */
export class Quota {
  constructor(private readonly options: QuotaOptions) {}

  /**
   * Checks every limit of the caller and reserves the estimate, on the first candidate provider that has room too,
   * in one atomic step.
   *
   * @throws {GatewayError} `rpm_limit`, `concurrent_sessions_limit` or `spend_limit`
   */
  async reserve(request: QuotaRequest): Promise<Admitted> {
    const { id, now, caller, session, candidates } = request;
    const checks = this.options.isEnforced ? callerChecks(caller, now, this.options.clock) : [];
    const admission: Admission = {
      id,
      now,
      amount: request.estimateNanoUsd,
      ttlMs: RESERVATION_TTL_MS,
      holders: [`key:${caller.key.id}`, `user:${caller.user.id}`],
      checks: checks.map(({ check }) => check),
      alternatives: candidates.map(alternativeOf),
      affinity: session && { key: session.storageKey, ttlMs: this.options.sessionTtlMs },
    };
    const result = await this.options.counters.admit(admission);
    if (!result.admitted) {
      const failed = checks[result.check];
      if (!failed) throw new Error("the counters refused by a check that was not asked");
      throw limitError(failed, result, now);
    }
    return {
      provider: result.alternative === null ? null : (candidates[result.alternative] ?? null),
      bySession: result.byAffinity,
      boundProviderId: result.preferred === null ? null : Number(result.preferred),
      exhausted: result.failedAlternatives.flatMap(({ alternative }) => candidates[alternative] ?? []),
      sequence: result.sequence,
    };
  }

  /** Takes a place at the first of `candidates` that has room, for a request that is already admitted. */
  async reserveProvider(
    request: Pick<QuotaRequest, "id" | "now" | "estimateNanoUsd" | "candidates">,
  ): Promise<Provider | null> {
    const { id, now, estimateNanoUsd, candidates } = request;
    const result = await this.options.counters.admit({
      id,
      now,
      amount: estimateNanoUsd,
      ttlMs: RESERVATION_TTL_MS,
      holders: [],
      checks: [],
      alternatives: candidates.map(alternativeOf),
      affinity: null,
    });
    return result.admitted && result.alternative !== null ? (candidates[result.alternative] ?? null) : null;
  }

  /** Replaces the reservation by what was spent, in every window it counts in. */
  async settle(spending: Spending): Promise<void> {
    const { caller, charges, session, binding, spentAt } = spending;
    const { clock } = this.options;
    const total = charges.reduce((sum, charge) => sum + charge.nanoUsd, 0);
    const amounts = [
      { windows: clock.windowsAt(`key:${caller.key.id}`, caller.key, spentAt).all, amount: total },
      { windows: clock.windowsAt(`user:${caller.user.id}`, caller.user, spentAt).all, amount: total },
    ];
    for (const { provider, nanoUsd } of charges) {
      const { all } = clock.windowsAt(`provider:${provider.id}`, provider, spentAt);
      amounts.push({ windows: all, amount: nanoUsd });
    }
    await this.options.counters.settle({
      id: spending.id,
      now: spending.now,
      spentAt,
      holders: [
        `key:${caller.key.id}`,
        `user:${caller.user.id}`,
        ...spending.reserved.map((provider) => `provider:${provider.id}`),
      ],
      amounts: total > 0 ? amounts : [],
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
}

function alternativeOf(provider: Provider): Alternative {
  return { id: String(provider.id), holders: [`provider:${provider.id}`], checks: [] };
}
