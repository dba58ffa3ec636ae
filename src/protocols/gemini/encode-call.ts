import { parseJson } from "@/lib/parse-json";
import { functionInputOf } from "../ir/custom-tools";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { ToolCallPart } from "../ir/part";
import { isObject } from "./read-wire";

/** What of a call decides about its arguments. */
type Input = Pick<ToolCallPart, "form" | "input">;

/**
 * The arguments of a call. Gemini has them as an object; text that is none stands in a member `input`.
 */
export function callArguments(call: Input): JsonObject {
  const text = functionInputOf(call);
  if (text.trim() === "") return {};
  const parsed = parseJson<JsonValue>(text);
  return isObject(parsed) ? parsed : { input: text };
}

/** Whether the arguments are what the call says, and not a stand-in. */
export function hasObjectInput({ form, input }: Input): boolean {
  return form === "custom" || input.trim() === "" || isObject(parseJson<JsonValue>(input));
}
