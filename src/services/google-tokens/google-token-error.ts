import { hasBrand } from "@/lib/branded-error";

const BRAND = Symbol.for("hub.google-token-error");

/** No access token is to be had with a credential: it is malformed, or Google does not take it. Tells no secret. */
export class GoogleTokenError extends Error {
  override readonly name = "GoogleTokenError";
  readonly [BRAND] = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasBrand(value, BRAND);
  }
}
