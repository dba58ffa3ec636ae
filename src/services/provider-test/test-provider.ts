import "server-only";
import type { Provider } from "@/domain/provider/provider";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { redirectModel } from "@/domain/routing/model-rules";
import { classifyTransportError } from "@/infra/http/upstream-error";
import { GoogleTokenError } from "@/services/google-tokens/google-token-error";
import type { ProviderCredentials } from "@/services/snapshot/snapshot";
import { type AskableProvider, addressOf, askUpstream, type ProviderMeans } from "./ask-upstream";
import { judgeAnswer, type TestVerdict } from "./judge-answer";
import type { TestPreset } from "./presets";
import { defaultProbeModel, type Probe, probeFor } from "./probes";

export interface ProviderTestResult extends TestVerdict {
  readonly httpStatusCode: number | null;
  readonly latencyMs: number;
  readonly firstByteMs: number | null;
  readonly model: string;
  /** The address that was asked. */
  readonly url: string;
}

/** The members of a provider a test needs: it works on one that is not saved yet. */
export type TestableProvider = AskableProvider & Pick<Provider, "modelRedirects">;

/** What a test asks, and what it takes for a good answer. */
export interface TestWish {
  /** The one clients would name; a small one known to every relay when absent. */
  readonly model?: string | undefined;
  readonly preset?: TestPreset | undefined;
  /** Instead of the test's own body; without a model of its own it gets the test's. */
  readonly payload?: Readonly<Record<string, unknown>> | undefined;
  /** What the answer must contain; the preset's when absent, anything without one. */
  readonly successContains?: string | undefined;
  /** An answer that took longer is slow; 5 s when absent. */
  readonly latencyThresholdMs?: number | undefined;
  readonly timeoutMs: number;
}

const SLOW_MS = 5_000;
const MAX_ANSWER_BYTES = 256 * 1024;

/**
 * Sends a provider one small real request, with the very URL, headers and connection that live traffic gets, so that
 * what passes here works there.
 */
export async function testProvider(
  provider: TestableProvider,
  given: ProviderCredentials,
  wish: TestWish,
  { upstream, googleTokens }: ProviderMeans,
): Promise<ProviderTestResult> {
  const { model: asked, path, headers, body } = probeOf(provider, wish);
  const { timeoutMs } = wish;
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
    const verdict = judgeAnswer(
      { status, latencyMs, bytes },
      {
        protocol: PROVIDER_TYPE_FACTS[provider.type].protocol,
        secret: credentials.secret,
        text: wish.successContains ?? wish.preset?.successContains,
        slowMs: wish.latencyThresholdMs ?? SLOW_MS,
      },
    );
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

/** The request a wish comes to, with the model as the upstream knows it. */
function probeOf(
  provider: TestableProvider,
  { model, preset, payload }: TestWish,
): Probe & { readonly model: string } {
  const facts = PROVIDER_TYPE_FACTS[provider.type];
  const wanted = model ?? preset?.defaultModel[facts.protocol] ?? defaultProbeModel(facts.protocol);
  const asked = redirectModel(provider, wanted);
  const probe = preset?.probe(provider.type, asked) ?? probeFor(facts, asked);
  if (!payload) return { ...probe, model: asked };
  // Gemini's path names the model; a body that does too would be refused.
  const body = "model" in probe.body ? { model: asked, ...payload } : payload;
  return { ...probe, body, model: asked };
}

function findingOf(error: unknown): Pick<TestVerdict, "subStatus" | "message"> {
  return error instanceof GoogleTokenError
    ? { subStatus: "auth_error", message: error.message }
    : { subStatus: "network_error", message: classifyTransportError(error).message };
}
