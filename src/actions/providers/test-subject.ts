import { z } from "zod";
import { AppError } from "@/domain/app-error";
import { PROVIDER_TYPES } from "@/domain/provider/provider-type";
import { CreateProvider } from "@/domain/provider/schema";
import { Secret } from "@/lib/secret";
import type { Runtime } from "@/services/runtime/runtime";
import { assertPossibleHost } from "../kit/assert-possible-host";
import { providerNotFound } from "./not-found";

const {
  url,
  key,
  proxy_url: proxyUrl,
  custom_headers: customHeaders,
  model_redirects: modelRedirects,
} = CreateProvider.shape;

/** Which provider is asked: a saved one, a typed-in one, or the saved one with typed-in changes. */
export const TestSubject = z.object({
  /** A saved provider; what else is given replaces its own for the test. */
  providerId: z.number().int().optional(),
  providerUrl: url.optional(),
  apiKey: key.optional(),
  providerType: z.enum(PROVIDER_TYPES).optional(),
  proxyUrl,
  proxyFallbackToDirect: z.boolean().optional(),
  customHeaders,
  modelRedirects,
});

/** @throws {AppError} `NOT_FOUND`, `INVALID_INPUT` */
export function subjectOf(input: z.output<typeof TestSubject>, { snapshot }: Pick<Runtime, "snapshot">) {
  const { byId, credentials } = snapshot.current.providers;
  const saved = input.providerId === undefined ? undefined : byId.get(input.providerId);
  if (input.providerId !== undefined && !saved) throw providerNotFound(input.providerId);
  const stored = saved && credentials.get(saved.id);
  const providerUrl = input.providerUrl ?? saved?.url;
  const secret = secretOr(input.apiKey, stored?.secret);
  if (!providerUrl || !secret) {
    throw new AppError("INVALID_INPUT", "Give a saved provider's id, or a URL and an API key.", {
      field: "providerUrl",
    });
  }
  assertPossibleHost(providerUrl, "providerUrl");
  assertPossibleHost(input.proxyUrl, "proxyUrl");
  const provider = {
    url: providerUrl,
    type: input.providerType ?? saved?.type ?? "claude",
    customHeaders: input.customHeaders ?? saved?.customHeaders ?? {},
    preserveClientIp: false,
    modelRedirects:
      input.modelRedirects === undefined ? (saved?.modelRedirects ?? []) : (input.modelRedirects ?? []),
    proxyFallbackToDirect: input.proxyFallbackToDirect ?? saved?.proxyFallbackToDirect ?? false,
  } as const;
  return { provider, credentials: { secret, proxyUrl: secretOr(input.proxyUrl, stored?.proxyUrl) ?? null } };
}

/** What was typed in, null included, before what is stored. */
function secretOr<Stored>(typed: string | null | undefined, stored: Stored): Secret | null | Stored {
  if (typed === undefined) return stored;
  return typed === null ? null : new Secret(typed);
}
