import type { PriceSource } from "@/domain/pricing/price";
import type { Usage } from "@/domain/pricing/usage";
import type { Protocol } from "@/domain/protocol";
import type { DecimalString } from "@/lib/decimal";
import type { DecisionChain } from "./decision-chain";
import type { OutcomeKind } from "./outcome";

/** One billed upstream call: a row of the ledger, flat as the row is. */
export interface Charge extends Usage {
  /** Number of the attempt, from 1. */
  readonly attempt: number;
  readonly providerId: number;
  /** null: no price was known. Shown as unpriced, never as zero. */
  readonly costUsd: DecimalString | null;
  readonly costMultiplier: DecimalString;
  /** The model whose price was charged, and the price's version. */
  readonly billedModel: string;
  readonly priceId: number | null;
  readonly priceSource: PriceSource | null;
  /** The usage was cut short (aborted stream), so this is what was seen, not what was reported. */
  readonly estimated: boolean;
}

/**
 * Everything that is kept of a request once it has ended. It is a plain JSON value: a line of the journal, then a
 * row of the request log, its charges rows of the ledger.
 */
export interface TerminalRecord {
  /** UUIDv7; the request id that clients see. */
  readonly id: string;
  /** ISO 8601, when the request arrived. */
  readonly createdAt: string;
  readonly outcome: OutcomeKind;
  readonly statusCode: number;
  /** A gateway error code where the outcome has one. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly blockedBy: string | null;
  readonly blockedReason: Readonly<Record<string, unknown>> | null;

  /** 0 where the caller is unknown. */
  readonly userId: number;
  readonly keyId: number;
  /** The provider that answered last; 0 where none was asked. */
  readonly providerId: number;

  readonly protocol: Protocol;
  readonly method: string;
  readonly endpoint: string;
  /** As the client named it. */
  readonly model: string | null;
  /** As it was sent upstream. */
  readonly servedModel: string | null;
  /** The one whose price counts, by the hub's setting. */
  readonly billedModel: string | null;
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

  readonly decision: DecisionChain;
  readonly charges: readonly Charge[];
}
