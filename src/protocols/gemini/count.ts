import type { CountCodec } from "../ir/codec";
import { TranslationError } from "../ir/translation-error";
import { encodeRequest } from "./encode-request";
import { numberOrNull, objectOrEmpty } from "./read-wire";

/** `:countTokens` of the Gemini API. Only a whole request has its instructions and tools counted as well. */
export const count: CountCodec = {
  encodeRequest(request, target) {
    const encoded = encodeRequest(request, { ...target, wantsStream: false });
    const model = `models/${target.model}`;
    return {
      ...encoded,
      path: `/v1beta/models/${encodeURIComponent(target.model)}:countTokens`,
      body: { generateContentRequest: { model, ...encoded.body } },
    };
  },

  decodeAnswer(body) {
    const tokens = numberOrNull(objectOrEmpty(body).totalTokens);
    if (tokens === null) throw new TranslationError("invalid_answer", "the answer has no totalTokens");
    return tokens;
  },

  encodeAnswer: (totalTokens) => ({ totalTokens }),
};
