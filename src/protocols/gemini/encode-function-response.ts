import type { LossList } from "../ir/loss";
import { type JsonObject, ownFieldsOf } from "../ir/opaque";
import { type MediaPart, plainText, type ToolResultPart } from "../ir/part";
import { idMember } from "./call-ids";
import { encodeMedia } from "./encode-media";
import { type GeminiModel, isThirdGeneration } from "./model-generation";

/** A result, and the media that have no place in it. */
export interface EncodedResult {
  readonly part: JsonObject;
  readonly beside: readonly JsonObject[];
}

/**
 * The result of a function. Gemini 3 takes bytes in it; media for older models, and those to be fetched, stand behind
 * the results.
 *
 * @param name of the function, as Gemini knows it
 */
export function encodeResult(
  result: ToolResultPart,
  name: string,
  model: GeminiModel,
  losses: LossList,
): EncodedResult {
  const media = result.content.filter((part) => part.kind === "media");
  const inside = media.filter((part) => mayStandInside(part, model));
  const beside = media.filter((part) => !mayStandInside(part, model));
  if (beside.length > 0) losses.approximated("tool-result-media", "beside the result");
  for (const part of result.content) if (part.kind === "opaque") losses.dropped("opaque-content", part.what);
  const parts = inside.map((part) => encodeMedia(part, losses));
  const functionResponse = {
    name,
    response: responseOf(result),
    ...idMember(result.callId),
    ...(parts.length > 0 && { parts }),
    ...ownFieldsOf(result.own, "gemini"),
  };
  return { part: { functionResponse }, beside: beside.map((part) => encodeMedia(part, losses)) };
}

function mayStandInside({ source }: MediaPart, model: GeminiModel): boolean {
  return source.kind === "base64" && isThirdGeneration(model);
}

/** `output` and `error` are the API's own words (FunctionResponse.response). */
function responseOf({ content, isError }: ToolResultPart): JsonObject {
  const text = plainText(content);
  return isError ? { error: text } : { output: text };
}
