import type { SpendLimits } from "@/domain/quota/spend-limits";

export const ROLES = ["admin", "user"] as const;
export type Role = (typeof ROLES)[number];

/** A person (or team, or script) that owns keys and has limits. */
export interface User {
  readonly id: number;
  readonly name: string;
  readonly note: string;
  readonly role: Role;
  readonly tags: readonly string[];
  readonly groups: readonly string[];
  /** Requests per minute; null = unlimited. */
  readonly rpmLimit: number | null;
  readonly limits: SpendLimits;
  /** Start of the "total" window after an admin's reset; null = for ever. */
  readonly totalSince: Date | null;
  readonly concurrentSessions: number | null;
  readonly isEnabled: boolean;
  readonly expiresAt: Date | null;
  readonly allowedClients: readonly string[];
  readonly allowedModels: readonly string[];
  readonly createdAt: Date;
}
