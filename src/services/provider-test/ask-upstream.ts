import "server-only";
import type { Provider } from "@/domain/provider/provider";
import { headerValue } from "@/infra/http/headers";
import type { UpstreamClient } from "@/infra/http/upstream-client";
import { UpstreamTransportError } from "@/infra/http/upstream-error";
import { readAll } from "@/lib/byte-source";
import type { GoogleTokens } from "@/services/google-tokens/google-tokens";
import type { ProviderCredentials } from "@/services/snapshot/snapshot";
import { NO_BETA_FLAGS } from "@/services/upstream/beta-flags";
import { buildUpstreamHeaders } from "@/services/upstream/build-headers";
import { buildUpstreamPath, parseBaseUrl } from "@/services/upstream/build-url";
import { egressOf } from "@/services/upstream/egress";

/** The members of a provider that a question of the hub's own needs: it works on one that is not saved yet. */
export type AskableProvider = Pick<
  Provider,
  "url" | "type" | "customHeaders" | "preserveClientIp" | "proxyFallbackToDirect"
>;

/** By which a provider is asked. */
export interface ProviderMeans {
  readonly upstream: UpstreamClient;
  readonly googleTokens: Pick<GoogleTokens, "open">;
}

export interface Question {
  readonly method: "GET" | "HEAD" | "POST";
  /** As a client of the provider's dialect would name it. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query?: string;
  readonly headers?: readonly string[];
  readonly body?: unknown;
  readonly timeoutMs: number;
  /** What is read of the answer's body. */
  readonly maxBytes: number;
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly firstByteMs: number;
  readonly latencyMs: number;
  readonly bytes: Buffer;
}

const USER_AGENT = "claude-code-hub-test";

/** The address a question goes to. */
export function addressOf(provider: AskableProvider, { path, query = "" }: Pick<Question, "path" | "query">) {
  const base = parseBaseUrl(provider.url);
  return { ...base, path: buildUpstreamPath(base, path, query) };
}

/**
 * Asks a provider something on the hub's own behalf, with the very URL, headers and connection that live traffic gets.
 *
 * @throws {Error} transport failures; `classifyTransportError` names them
 */
export async function askUpstream(
  provider: AskableProvider,
  credentials: ProviderCredentials,
  question: Question,
  upstream: UpstreamClient,
): Promise<UpstreamAnswer> {
  const { method, headers = [], body, timeoutMs, maxBytes } = question;
  const { origin, hostname, path } = addressOf(provider, question);
  const framing = body === undefined ? [] : ["content-type", "application/json"];
  const agent = headerValue(headers, "user-agent") === undefined ? ["user-agent", USER_AGENT] : [];
  const startedAt = performance.now();
  const elapsedMs = () => Math.round(performance.now() - startedAt);
  const reader = upstream.send({
    ...{ method, origin, path },
    headers: buildUpstreamHeaders([...framing, ...agent, ...headers], provider, {
      secret: credentials.secret,
      isAccessToken: credentials.isAccessToken ?? false,
      hostname,
      clientIp: null,
      betaFlags: NO_BETA_FLAGS,
    }),
    body: body === undefined ? null : Buffer.from(JSON.stringify(body)),
    egress: egressOf(provider, credentials),
  });
  const tooLate = new UpstreamTransportError(
    "headers_timeout",
    `no answer within ${timeoutMs} ms`,
    undefined,
  );
  const timer = setTimeout(() => reader.cancel(tooLate), timeoutMs);
  try {
    const answer = await reader.response;
    const firstByteMs = elapsedMs();
    const { bytes } = await readAll(answer.body, maxBytes);
    return { status: answer.status, firstByteMs, latencyMs: elapsedMs(), bytes };
  } finally {
    clearTimeout(timer);
  }
}
