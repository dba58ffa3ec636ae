import type { Usage } from "@/domain/pricing/usage";
import type { JsonObject, JsonValue } from "../ir/opaque";
import { TranslationError } from "../ir/translation-error";
import { isObject, listOf, numberOrNull, objectOrEmpty, stringOrNull, wireObject } from "./read-wire";
import { usageFromWire, webSearchesOf } from "./usage";
import type { GenerateContentResponse, UsageMetadata } from "./wire";

/** One candidate of an answer or of a chunk. */
export interface WireCandidate {
  readonly index: number;
  readonly parts: readonly JsonValue[];
  readonly finishReason: string | null;
  readonly wire: JsonObject;
}

/**
 * An answer or a chunk of one, out of the envelope of Code Assist where it has it.
 *
 * @throws {TranslationError} `invalid_answer` for an error, and for what is no answer
 */
export function unwrapAnswer(body: JsonValue | undefined): JsonObject {
  const outer = wireObject(body);
  if (!outer) throw new TranslationError("invalid_answer", "the answer is not a JSON object");
  if (outer.error) throw new TranslationError("invalid_answer", messageOf(outer.error));
  return wireObject(outer.response) ?? outer;
}

function messageOf(error: JsonValue): string {
  const message = typeof error === "string" ? error : isObject(error) ? error.message : undefined;
  return typeof message === "string" && message !== "" ? message : "the upstream answered with an error";
}

/** @throws {TranslationError} `invalid_answer` for a candidate that is none */
export function candidatesOf({ candidates }: JsonObject): readonly WireCandidate[] {
  return listOf(candidates).map((candidate, at) => {
    const wire = wireObject(candidate);
    if (!wire)
      throw new TranslationError("invalid_answer", "a candidate must be an object", `candidates[${at}]`);
    return {
      index: numberOrNull(wire.index) ?? at,
      parts: listOf(objectOrEmpty(wire.content).parts),
      finishReason: stringOrNull(wire.finishReason) || null,
      wire,
    };
  });
}

/** Why the prompt was blocked; null when it was not. */
export function blockReasonOf({ promptFeedback }: JsonObject): string | null {
  return stringOrNull(objectOrEmpty(promptFeedback).blockReason) || null;
}

/** The usage an answer reports; null where it reports none. */
export function usageOf(answer: JsonObject): Usage | null {
  const { usageMetadata } = answer;
  if (!isObject(usageMetadata)) return null;
  return usageFromWire(usageMetadata as UsageMetadata, searchesIn(answer));
}

/** How often the model searched; what is no list of queries tells of none. */
function searchesIn({ candidates, modelVersion }: JsonObject): number {
  const searched = listOf(candidates).filter((candidate) =>
    Array.isArray(objectOrEmpty(objectOrEmpty(candidate).groundingMetadata).webSearchQueries),
  );
  const answer = { candidates: searched, modelVersion: stringOrNull(modelVersion) };
  return webSearchesOf(answer as GenerateContentResponse);
}
