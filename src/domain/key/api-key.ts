import type { SpendLimits } from "@/domain/quota/spend-limits";

/** A credential of a user. The secret itself exists only at its owner's; here is its keyed hash. */
export interface ApiKey {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  /** HMAC-SHA-256 of the key under the hub's secret, hex. */
  readonly hash: string;
  /** The first characters, to recognise it by. */
  readonly prefix: string;
  readonly isEnabled: boolean;
  readonly expiresAt: Date | null;
  /** false: may sign in only to the read-only "my usage" pages. */
  readonly canLoginWebUi: boolean;
  readonly groups: readonly string[];
  readonly limits: SpendLimits;
  readonly totalSince: Date | null;
  readonly concurrentSessions: number | null;
  readonly cacheTtlPreference: "5m" | "1h" | null;
  readonly createdAt: Date;
}
