import type { KeyDisplay } from "@/actions/keys/key-display";
import type { UserDisplay } from "@/actions/users/user-display";

export const STATES = ["enabled", "disabled", "expired"] as const;
export type State = (typeof STATES)[number];

/** Whether a user or a key can be used now; switched off counts before run out. */
export function stateOf(
  { isEnabled, expiresAt }: Pick<UserDisplay | KeyDisplay, "isEnabled" | "expiresAt">,
  now: number,
): State {
  if (!isEnabled) return "disabled";
  return expiresAt !== null && Date.parse(expiresAt) <= now ? "expired" : "enabled";
}

/** A user keeps at least one enabled key; expired ones count as enabled, as they do for the server. */
export function isLastEnabledKey(key: KeyDisplay, siblings: readonly KeyDisplay[]): boolean {
  return key.isEnabled && !siblings.some((other) => other.id !== key.id && other.isEnabled);
}
