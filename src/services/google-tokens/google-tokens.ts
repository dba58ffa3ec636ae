import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type GoogleCredential,
  isGoogleCredential,
  parseGoogleCredential,
} from "@/domain/provider/google-credential";
import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import type { SharedCells } from "@/infra/cells/port";
import type { Clock } from "@/infra/clock";
import type { Secrets } from "@/infra/crypto/secrets";
import type { Egress, UpstreamClient } from "@/infra/http/upstream-client";
import { SECOND_MS } from "@/lib/duration";
import type { Secret } from "@/lib/secret";
import type { ProviderCredentials } from "@/services/snapshot/snapshot";
import { egressOf } from "@/services/upstream/egress";
import { type AccessToken, accessToken, isFresh, isUsable } from "./access-token";
import { GoogleTokenError } from "./google-token-error";
import { requestToken, TOKEN_TIMEOUT_MS } from "./request-token";
import { SharedTokenCell } from "./shared-token";

interface GoogleTokensOptions {
  readonly cells: SharedCells;
  readonly secrets: Secrets;
  readonly upstream: Pick<UpstreamClient, "send">;
  readonly clock: Clock;
}

/** A credential, read once for each time its provider is loaded. */
interface Known {
  readonly credential: GoogleCredential;
  /** Of the cell: tells the key without giving it away. */
  readonly name: string;
}

/** A claim outlives the request for a token, so that two replicas never ask at once. */
const CLAIM_MS = TOKEN_TIMEOUT_MS + 2 * SECOND_MS;

/** How often a replica looks whether the one that asks has been answered. */
const LOOK_MS = 50;

/** A refused credential is not tried again for this long: the next answer would be the same. */
const REFUSAL_MS = 5 * SECOND_MS;

/**
 * Access tokens for providers whose key is an OAuth JSON. One is got when it is first needed and again shortly before
 * it is over, by one replica for all; meanwhile nobody waits.
 */
export class GoogleTokens {
  private readonly credentials = new WeakMap<Secret, Known>();
  private readonly tokens = new Map<string, AccessToken>();
  private readonly obtaining = new Map<string, Promise<AccessToken>>();
  private readonly refusals = new Map<string, { readonly error: unknown; readonly until: number }>();

  constructor(private readonly options: GoogleTokensOptions) {}

  /**
   * The credentials as a provider is to be shown them: the key itself, or a token got with it. Waits only where no
   * token is at hand.
   *
   * @throws {GoogleTokenError} when the key is no credential, or is refused
   * @throws {UpstreamTransportError} when the token endpoint cannot be reached
   */
  open(
    provider: Pick<Provider, "type" | "proxyFallbackToDirect">,
    credentials: ProviderCredentials,
  ): ProviderCredentials | Promise<ProviderCredentials> {
    const { secret } = credentials;
    if (PROVIDER_TYPE_FACTS[provider.type].auth !== "google" || !isGoogleCredential(secret.reveal())) {
      return credentials;
    }
    const known = this.read(secret);
    const now = this.options.clock.now();
    const token = this.tokens.get(known.name) ?? givenToken(known.credential, now);
    const show = (shown: AccessToken) => ({ ...credentials, secret: shown.secret, isAccessToken: true });
    if (token && isFresh(token, now)) return show(token);
    const obtained = this.obtain(known, egressOf(provider, credentials));
    if (!token || !isUsable(token, now)) return obtained.then(show);
    // What goes wrong is told when the token at hand is over.
    obtained.catch(() => {});
    return show(token);
  }

  private read(secret: Secret): Known {
    const read = this.credentials.get(secret);
    if (read) return read;
    const text = secret.reveal();
    const credential = parseGoogleCredential(text);
    if (!credential) {
      throw new GoogleTokenError(
        "the key is JSON, but neither a service account nor an authorized user with client_id, client_secret and refresh_token",
      );
    }
    const known = { credential, name: this.options.secrets.hash(`google-token:${text}`) };
    this.credentials.set(secret, known);
    return known;
  }

  /** One at a time for each credential. */
  private obtain(known: Known, egress: Egress): Promise<AccessToken> {
    const { name } = known;
    const refusal = this.refusals.get(name);
    if (refusal && this.options.clock.now() < refusal.until) return Promise.reject(refusal.error);
    const running = this.obtaining.get(name);
    if (running) return running;
    const obtaining = this.obtainShared(known, egress)
      .then((token) => this.keep(name, token))
      .catch((error: unknown) => {
        this.refusals.set(name, { error, until: this.options.clock.now() + REFUSAL_MS });
        throw error;
      })
      .finally(() => this.obtaining.delete(name));
    this.obtaining.set(name, obtaining);
    return obtaining;
  }

  private keep(name: string, token: AccessToken): AccessToken {
    const now = this.options.clock.now();
    for (const [other, { expiresAt }] of this.tokens) if (expiresAt < now) this.tokens.delete(other);
    for (const [other, { until }] of this.refusals) if (until < now) this.refusals.delete(other);
    this.tokens.set(name, token);
    return token;
  }

  /** Takes the token another replica got, waits for one that is getting it, or gets it for all. */
  private async obtainShared({ credential, name }: Known, egress: Egress): Promise<AccessToken> {
    const { cells, secrets, upstream, clock } = this.options;
    const cell = new SharedTokenCell(name, cells, secrets);
    for (;;) {
      const { token, claimedUntil, version } = await cell.read();
      const now = clock.now();
      if (token && isFresh(token, now)) return token;
      if (claimedUntil > now) {
        await sleep(LOOK_MS);
        continue;
      }
      const claim = await cell.write(version, { token, claimedUntil: now + CLAIM_MS });
      if (claim === null) continue;
      let obtained: AccessToken | null = null;
      try {
        obtained = await requestToken(credential, egress, upstream, () => clock.now());
        return obtained;
      } finally {
        await cell.write(claim, { token: obtained ?? token, claimedUntil: 0 });
      }
    }
  }
}

/** The token that came with the credential. Of one without a date nobody knows how old it is, unless it is all there is. */
function givenToken({ kind, given }: GoogleCredential, now: number): AccessToken | null {
  if (!given) return null;
  if (given.expiresAt !== null) return accessToken(given.text, given.expiresAt, now);
  return kind === "token-only" ? accessToken(given.text, Number.POSITIVE_INFINITY, now) : null;
}
