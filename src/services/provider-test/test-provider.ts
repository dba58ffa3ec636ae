import "server-only";
import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import type { TestFinding } from "@/domain/provider/test-finding";
import { redirectModel } from "@/domain/routing/model-rules";
import type { UpstreamClient } from "@/infra/http/upstream-client";
import { classifyTransportError, UpstreamTransportError } from "@/infra/http/upstream-error";
import { readAll } from "@/lib/byte-source";
import { parseJson } from "@/lib/parse-json";
import { safeText } from "@/lib/safe-text";
import { GoogleTokenError } from "@/services/google-tokens/google-token-error";
import type { GoogleTokens } from "@/services/google-tokens/google-tokens";
import type { ProviderCredentials } from "@/services/snapshot/snapshot";
import { NO_BETA_FLAGS } from "@/services/upstream/beta-flags";
import { buildUpstreamHeaders } from "@/services/upstream/build-headers";
import { buildUpstreamPath, parseBaseUrl } from "@/services/upstream/build-url";
import { egressOf } from "@/services/upstream/egress";
import { defaultProbeModel, probeFor } from "./probes";

export interface ProviderTestResult {
  readonly status: "green" | "yellow" | "red";
  readonly subStatus: TestFinding;
  readonly httpStatusCode: number | null;
  readonly latencyMs: number;
  readonly firstByteMs: number | null;
  readonly model: string;
  /** The address that was asked. */
  readonly url: string;
  /** The beginning of what came back, or what went wrong. */
  readonly message: string;
}

/** The members of a provider a test needs: it works on one that is not saved yet. */
export type TestableProvider = Pick<
  Provider,
  "url" | "type" | "customHeaders" | "preserveClientIp" | "modelRedirects" | "proxyFallbackToDirect"
>;

const SLOW_MS = 5_000;
const MAX_ANSWER_BYTES = 256 * 1024;
const MAX_MESSAGE_LENGTH = 500;
const USER_AGENT = "claude-code-hub-test";

interface TestMeans {
  readonly upstream: UpstreamClient;
  readonly googleTokens: Pick<GoogleTokens, "open">;
}

/**
 * Sends a provider one small real request, with the very URL, headers and connection that live traffic gets, so that
 * what passes here works there.
 */
export async function testProvider(
  provider: TestableProvider,
  given: ProviderCredentials,
  model: string | undefined,
  timeoutMs: number,
  { upstream, googleTokens }: TestMeans,
): Promise<ProviderTestResult> {
  const facts = PROVIDER_TYPE_FACTS[provider.type];
  const asked = redirectModel(provider, model ?? defaultProbeModel(facts.protocol));
  const probe = probeFor(facts, asked);
  const base = parseBaseUrl(provider.url);
  const path = buildUpstreamPath(base, probe.path, "");
  const headers = ["content-type", "application/json", "user-agent", USER_AGENT, ...probe.headers];
  const startedAt = performance.now();
  const elapsedMs = () => Math.round(performance.now() - startedAt);
  const asking = { model: asked, url: base.origin + path };
  const failed = (error: unknown): ProviderTestResult => ({
    ...{ ...asking, status: "red", ...findingOf(error) },
    ...{ httpStatusCode: null, firstByteMs: null, latencyMs: elapsedMs() },
  });
  const credentials = await open(provider, given, googleTokens);
  if (credentials instanceof Error) return failed(credentials);
  const reader = upstream.send({
    method: "POST",
    origin: base.origin,
    path,
    headers: buildUpstreamHeaders(headers, provider, {
      secret: credentials.secret,
      isAccessToken: credentials.isAccessToken ?? false,
      hostname: base.hostname,
      clientIp: null,
      betaFlags: NO_BETA_FLAGS,
    }),
    body: Buffer.from(JSON.stringify(probe.body)),
    egress: egressOf(provider, credentials),
  });
  const tooLate = new UpstreamTransportError(
    "headers_timeout",
    `no answer within ${timeoutMs} ms`,
    undefined,
  );
  const timer = setTimeout(() => reader.cancel(tooLate), timeoutMs);
  try {
    const { status, body } = await reader.response;
    const firstByteMs = elapsedMs();
    const { bytes } = await readAll(body, MAX_ANSWER_BYTES);
    return {
      ...asking,
      httpStatusCode: status,
      firstByteMs,
      latencyMs: elapsedMs(),
      ...judge(status, elapsedMs(), bytes),
    };
  } catch (error) {
    return failed(error);
  } finally {
    clearTimeout(timer);
  }
}

async function open(
  provider: TestableProvider,
  given: ProviderCredentials,
  googleTokens: TestMeans["googleTokens"],
): Promise<ProviderCredentials | Error> {
  try {
    return await googleTokens.open(provider, given);
  } catch (error) {
    return error instanceof GoogleTokenError ? error : classifyTransportError(error);
  }
}

function findingOf(error: unknown): Pick<ProviderTestResult, "subStatus" | "message"> {
  return error instanceof GoogleTokenError
    ? { subStatus: "auth_error", message: error.message }
    : { subStatus: "network_error", message: classifyTransportError(error).message };
}

function judge(
  status: number,
  latencyMs: number,
  bytes: Buffer,
): Pick<ProviderTestResult, "status" | "subStatus" | "message"> {
  const message = safeText(bytes.toString("utf8").trim(), MAX_MESSAGE_LENGTH) || `HTTP ${status}`;
  if (status >= 200 && status < 300) {
    const answer = parseJson<Record<string, unknown>>(bytes.toString("utf8"));
    if (!answer || typeof answer !== "object" || "error" in answer) {
      return { status: "red", subStatus: "content_mismatch", message };
    }
    const isSlow = latencyMs > SLOW_MS;
    return { status: isSlow ? "yellow" : "green", subStatus: isSlow ? "slow_latency" : "success", message };
  }
  return { status: "red", subStatus: subStatusOf(status), message };
}

function subStatusOf(status: number): TestFinding {
  if (status === 401 || status === 403) return "auth_error";
  if (status === 429) return "rate_limit";
  if (status === 400) return "invalid_request";
  return status < 500 ? "client_error" : "server_error";
}
