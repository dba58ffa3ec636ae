import "server-only";
import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import type { GoogleCredential } from "@/domain/provider/google-credential";
import { SECOND_MS } from "@/lib/duration";
import { GoogleTokenError } from "./google-token-error";

/** Opens all of Google Cloud's APIs, Gemini's and Code Assist's among them. */
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";

/** The longest life Google allows an assertion. */
const ASSERTION_SECONDS = 3_600;

/**
 * The form that asks for an access token: with a refresh token (RFC 6749 §6), or with an assertion that a service
 * account signs (RFC 7523 §2.1).
 *
 * @param now epoch ms
 * @throws {GoogleTokenError} when the credential cannot get any
 */
export function tokenGrant(credential: GoogleCredential, now: number): URLSearchParams {
  switch (credential.kind) {
    case "authorized-user":
      return new URLSearchParams({
        grant_type: "refresh_token",
        client_id: credential.clientId,
        client_secret: credential.clientSecret,
        refresh_token: credential.refreshToken,
      });
    case "service-account":
      return new URLSearchParams({
        grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
        assertion: assertion(credential, Math.floor(now / SECOND_MS)),
      });
    case "token-only":
      throw new GoogleTokenError(
        "the access token has expired, and the key names no client_id, client_secret and refresh_token to get another",
      );
  }
}

type ServiceAccount = Extract<GoogleCredential, { kind: "service-account" }>;

function assertion(account: ServiceAccount, issuedAt: number): string {
  const { email, privateKeyId, tokenUri } = account;
  const header = { alg: "RS256", typ: "JWT", ...(privateKeyId !== null && { kid: privateKeyId }) };
  const claims = {
    iss: email,
    scope: SCOPE,
    aud: tokenUri,
    iat: issuedAt,
    exp: issuedAt + ASSERTION_SECONDS,
  };
  const signed = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = sign("RSA-SHA256", Buffer.from(signed), privateKeyOf(account));
  return `${signed}.${signature.toString("base64url")}`;
}

function privateKeyOf({ privateKey }: ServiceAccount): KeyObject {
  try {
    return createPrivateKey(privateKey);
  } catch {
    // The cause may quote the key.
    throw new GoogleTokenError("the private_key of the service account cannot be read");
  }
}
