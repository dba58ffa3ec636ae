import "server-only";
import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import type { TestFinding } from "@/domain/provider/test-finding";
import { redirectModel } from "@/domain/routing/model-rules";
import { classifyTransportError } from "@/infra/http/upstream-error";
import { maskSecret } from "@/lib/mask";
import { parseJson } from "@/lib/parse-json";
import { safeText } from "@/lib/safe-text";
import { GoogleTokenError } from "@/services/google-tokens/google-token-error";
import type { ProviderCredentials } from "@/services/snapshot/snapshot";
import { type AskableProvider, addressOf, askUpstream, type ProviderMeans } from "./ask-upstream";
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
export type TestableProvider = AskableProvider & Pick<Provider, "modelRedirects">;

const SLOW_MS = 5_000;
const MAX_ANSWER_BYTES = 256 * 1024;
const MAX_MESSAGE_LENGTH = 500;

/**
 * Sends a provider one small real request, with the very URL, headers and connection that live traffic gets, so that
 * what passes here works there.
 */
export async function testProvider(
  provider: TestableProvider,
  given: ProviderCredentials,
  model: string | undefined,
  timeoutMs: number,
  { upstream, googleTokens }: ProviderMeans,
): Promise<ProviderTestResult> {
  const facts = PROVIDER_TYPE_FACTS[provider.type];
  const asked = redirectModel(provider, model ?? defaultProbeModel(facts.protocol));
  const { path, headers, body } = probeFor(facts, asked);
  const { origin, path: upstreamPath } = addressOf(provider, { path });
  const asking = { model: asked, url: origin + upstreamPath };
  const startedAt = performance.now();
  try {
    const credentials = await googleTokens.open(provider, given);
    const question = { method: "POST", path, headers, body, timeoutMs, maxBytes: MAX_ANSWER_BYTES } as const;
    const { status, firstByteMs, latencyMs, bytes } = await askUpstream(
      provider,
      credentials,
      question,
      upstream,
    );
    const verdict = judge(status, latencyMs, bytes, credentials);
    return { ...asking, httpStatusCode: status, firstByteMs, latencyMs, ...verdict };
  } catch (error) {
    const latencyMs = Math.round(performance.now() - startedAt);
    return {
      ...asking,
      status: "red",
      httpStatusCode: null,
      firstByteMs: null,
      latencyMs,
      ...findingOf(error),
    };
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
  { secret }: ProviderCredentials,
): Pick<ProviderTestResult, "status" | "subStatus" | "message"> {
  // Some upstreams repeat the key they refuse.
  const said = bytes.toString("utf8").trim().replaceAll(secret.reveal(), maskSecret(secret.reveal()));
  const message = safeText(said, MAX_MESSAGE_LENGTH) || `HTTP ${status}`;
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
