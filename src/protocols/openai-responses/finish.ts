import type { JsonObject, JsonValue } from "../ir/opaque";
import type { Part } from "../ir/part";
import type { Finish, FinishReason } from "../ir/response";
import { isJsonObject } from "./fields";

const INCOMPLETE: Readonly<Record<string, FinishReason>> = {
  max_output_tokens: "length",
  content_filter: "content-filter",
};

/** Why a response ended, which the API says by its status and, for a model that was done, by what it put out. */
export function decodeFinish(response: JsonObject, kinds: ReadonlySet<Part["kind"]>): Finish {
  const { status, incomplete_details: details } = response;
  if (status === "incomplete" || status === "cancelled") {
    const reason = isJsonObject(details) ? details.reason : null;
    const raw = typeof reason === "string" ? reason : status;
    return { unified: INCOMPLETE[raw] ?? "other", raw, stopSequence: null };
  }
  const raw = typeof status === "string" ? status : null;
  return { unified: doneBy(kinds), raw, stopSequence: null };
}

function doneBy(kinds: ReadonlySet<Part["kind"]>): FinishReason {
  if (kinds.has("tool-call")) return "tool-calls";
  return kinds.has("refusal") && !kinds.has("text") ? "refusal" : "stop";
}

/** How a response says why it ended. */
export interface WireFinish {
  readonly status: "completed" | "incomplete";
  readonly incomplete_details: JsonValue;
}

/** @param hasRefusal the answer says itself that it refuses; elsewhere only the end does */
export function encodeFinish({ unified }: Finish, hasRefusal: boolean): WireFinish {
  switch (unified) {
    case "length":
    case "context-window":
      return incomplete("max_output_tokens");
    case "content-filter":
      return incomplete("content_filter");
    case "refusal":
      return hasRefusal ? COMPLETED : incomplete("content_filter");
    case "stop":
    case "stop-sequence":
    case "tool-calls":
    case "pause":
    case "other":
      return COMPLETED;
  }
}

const COMPLETED: WireFinish = { status: "completed", incomplete_details: null };

function incomplete(reason: string): WireFinish {
  return { status: "incomplete", incomplete_details: { reason } };
}
