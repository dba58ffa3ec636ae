import type { Answer } from "../../answer";
import type { Call } from "../../call";
import { markedId } from "../../ids";
import { type JsonObject, objectOf } from "../../json";

/** Whether the client asked for a usage chunk at the end of the stream. */
export function wantsUsage(call: Call): boolean {
  return objectOf(call.body.get("stream_options")).include_usage === true;
}

/** The fields that a completion and its chunks have in common. */
export function completionHead(answer: Answer, object: string): JsonObject {
  return {
    id: markedId("chatcmpl-"),
    object,
    created: answer.createdAtSeconds,
    model: answer.model,
    service_tier: "default",
    system_fingerprint: "fp_fake000001",
  };
}

/** A chunk with one delta. With usage asked for, every chunk but the last says `usage: null`. */
export function chunk(
  call: Call,
  answer: Answer,
  part: { delta: JsonObject; finish_reason?: string },
): JsonObject {
  const choice = {
    index: 0,
    delta: part.delta,
    logprobs: null,
    finish_reason: part.finish_reason ?? null,
  };
  const head = { ...completionHead(answer, "chat.completion.chunk"), choices: [choice] };
  return wantsUsage(call) ? { ...head, usage: null } : head;
}
