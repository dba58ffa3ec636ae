import "server-only";
import { z } from "zod";
import { PROVIDER_TYPE_FACTS } from "@/domain/provider/provider-type";
import { parseJson } from "@/lib/parse-json";
import type { ProviderCredentials } from "@/services/snapshot/snapshot";
import { type AskableProvider, askUpstream, type ProviderMeans } from "./ask-upstream";

const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** `GET /v1/models` of OpenAI and Anthropic. */
const ModelList = z.object({ data: z.array(z.looseObject({ id: z.string() })) });

/** `GET /v1beta/models` of Gemini; names begin with "models/". */
const GeminiModelList = z.object({
  models: z.array(
    z.looseObject({ name: z.string(), supportedGenerationMethods: z.array(z.string()).optional() }),
  ),
});

/** The upstream answered, but not with a list of models. */
export class NoModelListError extends Error {
  override readonly name = "NoModelListError";
}

/**
 * The models an upstream says it has, by name.
 *
 * @throws {NoModelListError}
 * @throws {GoogleTokenError} no access token could be had for the credential
 * @throws {Error} transport failures; `classifyTransportError` names them
 */
export async function listUpstreamModels(
  provider: AskableProvider,
  given: ProviderCredentials,
  timeoutMs: number,
  { upstream, googleTokens }: ProviderMeans,
): Promise<{ readonly models: string[]; readonly source: string }> {
  const credentials = await googleTokens.open(provider, given);
  const isGemini = PROVIDER_TYPE_FACTS[provider.type].protocol === "gemini";
  const [source, query] = isGemini ? ["/v1beta/models", "?pageSize=1000"] : ["/v1/models", ""];
  const { status, bytes } = await askUpstream(
    provider,
    credentials,
    {
      ...{ method: "GET", path: source, query, timeoutMs, maxBytes: MAX_ANSWER_BYTES },
      headers: isGemini ? [] : ["anthropic-version", "2023-06-01"],
    },
    upstream,
  );
  if (status !== 200) throw new NoModelListError(`HTTP ${status} from ${source}`);
  const json = parseJson<unknown>(bytes.toString("utf8"));
  const models = isGemini ? geminiModels(json) : modelIds(json);
  if (!models) throw new NoModelListError(`no list of models at ${source}`);
  return { models: [...new Set(models)].sort(), source };
}

function modelIds(json: unknown): string[] | undefined {
  return ModelList.safeParse(json).data?.data.map(({ id }) => id);
}

function geminiModels(json: unknown): string[] | undefined {
  return GeminiModelList.safeParse(json)
    .data?.models.filter(
      ({ supportedGenerationMethods: methods }) => methods?.includes("generateContent") ?? true,
    )
    .map(({ name }) => name.replace(/^models\//, ""));
}
