import type { UsageSums } from "@/domain/pricing/usage";
import type { Protocol } from "@/domain/protocol";
import type { OutcomeKind } from "@/domain/request/outcome";

/** A session by its two names; an id alone may be several keys'. */
export interface SessionId {
  readonly keyId: number;
  readonly sessionId: string;
}

/** What the requests of a session that have ended come to. */
export interface SessionStats extends SessionId {
  readonly userId: number;
  readonly userName: string | null;
  readonly keyName: string | null;
  readonly protocol: Protocol;
  readonly userAgent: string | null;
  /** Of the providers that answered; deleted ones keep their names. */
  readonly providers: readonly { readonly id: number; readonly name: string | null }[];
  readonly models: readonly string[];
  readonly requests: number;
  readonly failures: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly lastOutcome: OutcomeKind;
  readonly durationMs: number;
  readonly usage: UsageSums;
  /** USD. */
  readonly costUsd: string;
}
