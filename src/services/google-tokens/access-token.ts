import { MINUTE_MS, SECOND_MS } from "@/lib/duration";
import { Secret } from "@/lib/secret";

/** A token for an API of Google's. Times in epoch ms. */
export interface AccessToken {
  readonly secret: Secret;
  readonly expiresAt: number;
  /** From then on another one is got, while this one still serves. */
  readonly refreshAt: number;
}

/** A new token is got this long before the old one is over; for short-lived ones after half their life. */
const AHEAD_MS = 5 * MINUTE_MS;

/** A request must arrive before its token is over. */
const MARGIN_MS = 5 * SECOND_MS;

/** @param expiresAt epoch ms */
export function accessToken(text: string, expiresAt: number, now: number): AccessToken {
  const lifeMs = expiresAt - now;
  return { secret: new Secret(text), expiresAt, refreshAt: now + Math.max(lifeMs - AHEAD_MS, lifeMs / 2) };
}

export function isUsable({ expiresAt }: AccessToken, now: number): boolean {
  return now < expiresAt - MARGIN_MS;
}

export function isFresh(token: AccessToken, now: number): boolean {
  return isUsable(token, now) && now < token.refreshAt;
}
