"use server";
import { z } from "zod";
import { CreateProvider } from "@/domain/provider/schema";
import { classifyTransportError, type TransportFailure } from "@/infra/http/upstream-error";
import { maskUrl } from "@/lib/mask";
import { Secret } from "@/lib/secret";
import { askUpstream } from "@/services/provider-test/ask-upstream";
import { action } from "../kit/action";
import { assertPossibleHost } from "../kit/assert-possible-host";

const { url, proxy_url: proxyUrl } = CreateProvider.shape;

/** Nothing is asked that would need one. */
const NO_CREDENTIAL = new Secret("");

export const testProviderProxy = action(
  {
    name: "providers/testProviderProxy",
    summary: "Try to reach a provider, through an outbound proxy if one is given",
    description: "Sends one HEAD request without a credential; any answer at all is a success.",
    access: "admin",
    input: z.object({
      providerUrl: url,
      proxyUrl,
      proxyFallbackToDirect: z.boolean().default(false),
    }),
    output: z.object({
      success: z.boolean(),
      message: z.string(),
      details: z.object({
        statusCode: z.number().int().nullable(),
        responseTime: z.number(),
        usedProxy: z.boolean(),
        proxyUrl: z.string().nullable(),
        error: z.string().nullable(),
        errorType: z.enum(["Timeout", "ProxyError", "NetworkError"]).nullable(),
      }),
    }),
  },
  async ({ input, runtime: { upstream, env } }) => {
    assertPossibleHost(input.providerUrl, "providerUrl");
    assertPossibleHost(input.proxyUrl, "proxyUrl");
    const provider = {
      url: input.providerUrl,
      type: "openai-compatible",
      customHeaders: { authorization: "" },
      preserveClientIp: false,
      proxyFallbackToDirect: input.proxyFallbackToDirect,
    } as const;
    const credentials = {
      secret: NO_CREDENTIAL,
      proxyUrl: input.proxyUrl ? new Secret(input.proxyUrl) : null,
    };
    const startedAt = performance.now();
    const facts = () => ({
      responseTime: Math.round(performance.now() - startedAt),
      usedProxy: credentials.proxyUrl !== null,
      proxyUrl: input.proxyUrl ? maskUrl(input.proxyUrl) : null,
    });
    try {
      const question = {
        method: "HEAD",
        path: "/",
        timeoutMs: env.API_TEST_TIMEOUT_MS,
        maxBytes: 0,
      } as const;
      const { status: statusCode } = await askUpstream(provider, credentials, question, upstream);
      const details = { ...facts(), statusCode, error: null, errorType: null };
      return { success: true, message: `HTTP ${statusCode}`, details };
    } catch (error) {
      const { failure, message } = classifyTransportError(error);
      const details = { ...facts(), statusCode: null, error: message, errorType: errorTypeOf(failure) };
      return { success: false, message, details };
    }
  },
);

function errorTypeOf(failure: TransportFailure): "Timeout" | "ProxyError" | "NetworkError" {
  if (failure === "proxy") return "ProxyError";
  return failure.endsWith("_timeout") ? "Timeout" : "NetworkError";
}
