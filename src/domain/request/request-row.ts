import type { UsageSums } from "@/domain/pricing/usage";
import type { Protocol } from "@/domain/protocol";
import type { OutcomeKind } from "./outcome";

/** A request as the log lists it: its record without the decision, with its sums and the names of who took part. */
export interface RequestRow {
  readonly id: string;
  readonly createdAt: Date;
  readonly outcome: OutcomeKind;
  readonly statusCode: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly blockedBy: string | null;
  readonly blockedReason: Readonly<Record<string, unknown>> | null;
  readonly userId: number;
  readonly userName: string | null;
  readonly keyId: number;
  readonly keyName: string | null;
  readonly providerId: number;
  readonly providerName: string | null;
  readonly protocol: Protocol;
  readonly method: string;
  readonly endpoint: string;
  readonly model: string | null;
  readonly servedModel: string | null;
  readonly isStream: boolean;
  readonly sessionId: string | null;
  readonly sequence: number | null;
  readonly messagesCount: number | null;
  readonly durationMs: number;
  readonly firstByteMs: number | null;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly clientIp: string | null;
  readonly userAgent: string | null;
  readonly attempts: number;
  readonly usage: UsageSums;
  /** USD; null when nothing was charged. */
  readonly costUsd: string | null;
  /** Calls whose model had no price. */
  readonly unpricedCalls: number;
  readonly isEstimated: boolean;
  readonly costMultiplier: string | null;
}

/** Which requests are wanted; absent members do not restrict. */
export interface RequestFilter {
  readonly userId?: number;
  readonly keyId?: number;
  readonly providerId?: number;
  /** Inclusive. */
  readonly from?: Date;
  /** Exclusive. */
  readonly to?: Date;
  readonly statusCode?: number;
  readonly excludeStatusCode200?: boolean;
  /** The model as the client named it or as it was served. */
  readonly model?: string;
  readonly endpoint?: string;
  readonly minRetryCount?: number;
  readonly sessionId?: string;
  /** A session's or a request's id, or how one begins (eight characters or more). */
  readonly text?: string;
  /** The request's number in its session. */
  readonly sequence?: number;
}

/** The place in the log behind which the next page begins: the last row of the one before. */
export interface RequestCursor {
  readonly createdAt: Date;
  readonly id: string;
}
