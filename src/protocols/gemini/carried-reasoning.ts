import { isProtocol } from "@/domain/protocol";
import type { JsonObject, Opaque } from "../ir/opaque";
import { PLAIN, type ReasoningPart } from "../ir/part";
import { isObject, listOf, stringOrNull } from "./read-wire";
import { signatureFor } from "./thought-signature";

/**
 * What another protocol's model thought before a part of an answer. Gemini's clients drop thoughts from their history
 * and keep the signatures of other parts, so that is where it travels: text, signature and all.
 */
export interface Carried {
  readonly reasoning: readonly ReasoningPart[];
  /** What the vendor of the call wants back with it. */
  readonly call: Opaque | null;
}

/** Tells it from Gemini's own content, in which no member is called so. */
const CARRIED = "hub.carried";

/** The `thoughtSignature` that takes `carried` along; null where there is nothing to take. */
export function signatureCarrying({ reasoning, call }: Carried): string | null {
  if (reasoning.length === 0) return call && signatureFor(call);
  const value = {
    reasoning: reasoning.map(({ text, isRedacted, opaque }) => ({
      text,
      isRedacted,
      opaque: opaque && wireOpaque(opaque),
    })),
    call: call && wireOpaque(call),
  };
  return signatureFor({ protocol: "gemini", value: { [CARRIED]: value } });
}

/** What a signature brought along; null for one that is a signature and nothing else. */
export function carriedBy(opaque: Opaque | null): Carried | null {
  if (opaque?.protocol !== "gemini" || !isObject(opaque.value)) return null;
  const carried = opaque.value[CARRIED];
  if (!isObject(carried)) return null;
  const { reasoning, call } = carried;
  return {
    reasoning: listOf(reasoning).flatMap((item) => (isObject(item) ? [reasoningFrom(item)] : [])),
    call: opaqueFrom(call),
  };
}

/** Whether Gemini's clients keep it only if it is carried. */
export function needsCarrying({ opaque }: Pick<ReasoningPart, "opaque">): boolean {
  return opaque !== null && opaque.protocol !== "gemini";
}

function wireOpaque({ protocol, value }: Opaque): JsonObject {
  return { protocol, value };
}

function reasoningFrom({ text, isRedacted, opaque }: JsonObject): ReasoningPart {
  return {
    kind: "reasoning",
    text: stringOrNull(text) ?? "",
    isRedacted: isRedacted === true,
    opaque: opaqueFrom(opaque),
    ...PLAIN,
  };
}

function opaqueFrom(value: JsonObject[string] | undefined): Opaque | null {
  if (!isObject(value) || value.value === undefined) return null;
  const protocol = stringOrNull(value.protocol) ?? "";
  return isProtocol(protocol) ? { protocol, value: value.value } : null;
}
