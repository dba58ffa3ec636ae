import "server-only";
import { z } from "zod";
import type { GoogleCredential } from "@/domain/provider/google-credential";
import type { Egress, UpstreamClient } from "@/infra/http/upstream-client";
import { UpstreamTransportError } from "@/infra/http/upstream-error";
import { readAll } from "@/lib/byte-source";
import { SECOND_MS } from "@/lib/duration";
import { parseJson } from "@/lib/parse-json";
import { type AccessToken, accessToken } from "./access-token";
import { GoogleTokenError } from "./google-token-error";
import { tokenGrant } from "./token-grant";

/** The endpoint may take this long, and say so much. */
export const TOKEN_TIMEOUT_MS = 10 * SECOND_MS;
const MAX_ANSWER_BYTES = 64 * 1024;

/** RFC 6749 §5.1; Google's tokens live an hour where it does not say. */
const Granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().default(3_600),
});

/** RFC 6749 §5.2: a word of a closed vocabulary. What describes it may quote the request. */
const Refused = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });

/**
 * Asks the credential's token endpoint for an access token. The connection keeps to the policy for outbound addresses,
 * and goes through the provider's proxy.
 *
 * @throws {GoogleTokenError} when it is refused
 * @throws {UpstreamTransportError} when nothing answers
 */
export async function requestToken(
  credential: GoogleCredential,
  egress: Egress,
  upstream: Pick<UpstreamClient, "send">,
  now: () => number,
): Promise<AccessToken> {
  const form = tokenGrant(credential, now());
  const { origin, pathname, search } = new URL(credential.tokenUri);
  const reader = upstream.send({
    method: "POST",
    origin,
    path: pathname + search,
    headers: ["content-type", "application/x-www-form-urlencoded", "accept", "application/json"],
    body: Buffer.from(form.toString()),
    egress,
  });
  const tooLate = new UpstreamTransportError(
    "headers_timeout",
    "Google's token endpoint did not answer",
    undefined,
  );
  const timer = setTimeout(() => reader.cancel(tooLate), TOKEN_TIMEOUT_MS);
  try {
    const { status, body } = await reader.response;
    const { bytes } = await readAll(body, MAX_ANSWER_BYTES);
    const answer = parseJson<unknown>(bytes.toString("utf8"));
    const granted = Granted.safeParse(answer);
    if (status === 200 && granted.success) {
      const { access_token: text, expires_in: seconds } = granted.data;
      return accessToken(text, now() + seconds * SECOND_MS, now());
    }
    const refused = Refused.safeParse(answer);
    const reason = refused.success ? refused.data.error : "no token in the answer";
    throw new GoogleTokenError(`Google's token endpoint answered ${status}: ${reason}`);
  } finally {
    clearTimeout(timer);
  }
}
