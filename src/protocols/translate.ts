import type { Protocol } from "@/domain/protocol";
import { SECOND_MS } from "@/lib/duration";
import { parseJson } from "@/lib/parse-json";
import { AnswerTranslation, type WayBack } from "./answer-translation";
import { type ClientSide, decodeClientRequest } from "./client-side";
import { codecOf } from "./codecs";
import type { CountCodec, EncodedRequest } from "./ir/codec";
import type { Loss } from "./ir/loss";
import type { JsonValue } from "./ir/opaque";
import { TranslationError } from "./ir/translation-error";

/** To whom a request is translated. */
export interface ProviderSide {
  readonly protocol: Protocol;
  /** As the provider knows it. */
  readonly model: string;
  /** The most output tokens the model can give; null where nobody knows. */
  readonly modelMaxOutputTokens: number | null;
}

/** One attempt's translation: what the provider is sent, and the way back of its answer. */
export interface Translation {
  readonly request: Pick<EncodedRequest, "path" | "query" | "headers"> & { readonly body: Buffer };
  readonly answer: WayBack;
  /** What of the request did not make it. */
  readonly losses: readonly Loss[];
}

/**
 * Translates a request as the client sent it into a provider's protocol. It starts from the client's own body each
 * time: nothing an earlier attempt did is in it.
 *
 * @throws {TranslationError} `invalid_request`, `untranslatable`
 */
export function openTranslation(client: ClientSide, provider: ProviderSide): Translation {
  const decoded = decodeClientRequest(client);
  const providerCodec = codecOf(provider.protocol);
  const encoded = providerCodec.encodeRequest(decoded.value, {
    model: provider.model,
    wantsStream: client.wantsStream,
    modelMaxOutputTokens: provider.modelMaxOutputTokens,
  });
  const { path, query, headers, body, toolNames } = encoded;
  const facts = {
    requestId: client.requestId,
    model: client.model,
    createdAt: Math.floor(client.receivedAt / SECOND_MS),
    request: decoded.value,
  };
  return {
    request: { path, query, headers, body: Buffer.from(JSON.stringify(body)) },
    answer: new AnswerTranslation({
      client,
      clientCodec: codecOf(client.protocol),
      providerCodec,
      facts,
      toolNames,
    }),
    losses: [...decoded.losses, ...encoded.losses],
  };
}

/**
 * The same for the question how many tokens a request has.
 *
 * @throws {TranslationError} `invalid_request`, `untranslatable` also where the provider's protocol cannot be asked
 */
export function openCountTranslation(client: ClientSide, provider: ProviderSide): Translation {
  const asked = codecOf(provider.protocol).count;
  const asking = codecOf(client.protocol).count;
  if (!asked || !asking) {
    throw new TranslationError("untranslatable", `${provider.protocol} has no endpoint that counts tokens`);
  }
  const decoded = decodeClientRequest(client);
  const { path, query, headers, body, losses } = asked.encodeRequest(decoded.value, {
    model: provider.model,
    wantsStream: false,
    modelMaxOutputTokens: provider.modelMaxOutputTokens,
  });
  return {
    request: { path, query, headers, body: Buffer.from(JSON.stringify(body)) },
    answer: new CountTranslation(asked, asking),
    losses: [...decoded.losses, ...losses],
  };
}

class CountTranslation implements WayBack {
  readonly losses = [];

  constructor(
    private readonly asked: CountCodec,
    private readonly asking: CountCodec,
  ) {}

  whole(body: Buffer): Buffer {
    const parsed = parseJson<JsonValue>(body.toString("utf8"));
    if (parsed === undefined) throw new TranslationError("invalid_answer", "the answer is not JSON");
    return Buffer.from(JSON.stringify(this.asking.encodeAnswer(this.asked.decodeAnswer(parsed))));
  }

  openStream(): never {
    throw new TranslationError("invalid_answer", "a number of tokens is no stream");
  }
}
