import type { AnswerFacts, Translated } from "../ir/codec";
import { LossList } from "../ir/loss";
import { type JsonObject, ownFieldsOf } from "../ir/opaque";
import type { Part, TextPart } from "../ir/part";
import type { Candidate, IrResponse } from "../ir/response";
import { AnswerParts } from "./answer-parts";
import { groundingOf } from "./citations";
import { encodeMedia } from "./encode-media";
import { encodeFinish } from "./finish-reason";
import { ownSignature } from "./thought-signature";
import { usageToWire } from "./usage-to-wire";

/** A one-piece answer for a Gemini client. */
export function encodeResponse(response: IrResponse, facts: AnswerFacts): Translated<JsonObject> {
  const losses = new LossList();
  const value = {
    ...ownFieldsOf(response.own, "gemini"),
    candidates: response.candidates.map((candidate) => encodeCandidate(candidate, losses)),
    ...(response.usage && { usageMetadata: usageToWire(response.usage) }),
    ...answerIdentity(facts),
  };
  return { value, losses: losses.losses };
}

/** What every answer and every chunk of one says of itself. */
export function answerIdentity({ model, requestId }: AnswerFacts): JsonObject {
  return { modelVersion: model, responseId: requestId };
}

function encodeCandidate({ index, parts, finish }: Candidate, losses: LossList): JsonObject {
  const encoder = new AnswerParts(losses);
  const wire = parts.flatMap((part) => encodePart(part, encoder, losses));
  const texts = parts.filter((part): part is TextPart => part.kind === "text");
  const groundingMetadata = groundingOf(texts);
  return {
    content: { parts: [...wire, ...encoder.flush()], role: "model" },
    finishReason: encodeFinish(finish),
    index,
    ...(groundingMetadata && { groundingMetadata }),
  };
}

function encodePart(part: Part, encoder: AnswerParts, losses: LossList): readonly JsonObject[] {
  switch (part.kind) {
    case "text":
    case "refusal":
      return part.text === "" ? [] : [encoder.text(part.text)];
    case "reasoning": {
      const thoughts = part.text === "" ? [] : [encoder.thought(part.text)];
      const signature = ownSignature(part.opaque);
      // In one piece thought and signature are one part.
      if (signature !== null && part.text !== "") {
        return [{ text: part.text, thought: true, thoughtSignature: signature }];
      }
      return [...thoughts, ...encoder.endReasoning(part)];
    }
    case "tool-call":
      return encoder.call(part);
    case "media":
      return part.source.kind === "base64" && part.mediaType !== null
        ? [encoder.media(part.mediaType, part.source.data)]
        : [encodeMedia(part, losses)];
    case "opaque":
      return encoder.opaque(part);
    case "tool-result":
      losses.dropped("opaque-content", "tool result in an answer");
      return [];
  }
}
