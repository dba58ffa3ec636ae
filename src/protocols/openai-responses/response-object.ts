import type { Usage } from "@/domain/pricing/usage";
import type { AnswerFacts } from "../ir/codec";
import { LossList } from "../ir/loss";
import type { JsonObject, JsonValue } from "../ir/opaque";
import { plainText } from "../ir/part";
import type { IrRequest } from "../ir/request";
import { encodeTools } from "./encode-tools";
import type { WireFinish } from "./finish";
import { isOwn } from "./own";
import { ToolNames } from "./tool-names";
import { usageToWire } from "./usage-to-wire";

/** What each response object of one answer has in common: the API repeats the request in all of them. */
export type ResponseFrame = JsonObject;

/** @param id of the response */
export function responseFrame(id: string, facts: AnswerFacts): ResponseFrame {
  return {
    id,
    object: "response",
    created_at: facts.createdAt,
    model: facts.model,
    error: null,
    previous_response_id: null,
    ...echoOf(facts.request),
  };
}

/** The response before anything is said. */
export function startedResponse(frame: ResponseFrame): JsonObject {
  return { ...frame, ...state({ status: "in_progress", incomplete_details: null }, [], null) };
}

/** The response with all its output. */
export function finishedResponse(
  frame: ResponseFrame,
  finish: WireFinish,
  output: readonly JsonObject[],
  usage: Usage | null,
): JsonObject {
  const isComplete = finish.status === "completed";
  return {
    ...frame,
    ...state(finish, output, usage),
    completed_at: isComplete ? (frame.created_at ?? null) : null,
  };
}

function state(
  { status, incomplete_details }: { readonly status: string; readonly incomplete_details: JsonValue },
  output: readonly JsonObject[],
  usage: Usage | null,
): JsonObject {
  const service_tier = usage === null || usage.serviceTier === "standard" ? "default" : usage.serviceTier;
  return { status, incomplete_details, output, usage: usage && usageToWire(usage), service_tier };
}

/** The request's members as a response shows them, with the API's defaults for those it had not. */
function echoOf(request: IrRequest): JsonObject {
  const own = isOwn(request.own) ? request.own.fields : {};
  const { sampling } = request;
  return {
    background: false,
    instructions: instructionsOf(request),
    max_output_tokens: request.maxOutputTokens,
    metadata: request.metadata ?? {},
    parallel_tool_calls: request.parallelToolCalls ?? true,
    prompt_cache_key: request.promptCacheKey,
    reasoning: { effort: request.reasoning?.effort ?? null, summary: request.reasoning?.summary ?? null },
    safety_identifier: own.safety_identifier ?? null,
    // The hub keeps no responses, whatever was asked for.
    store: false,
    temperature: sampling.temperature ?? 1,
    text: own.text ?? { format: { type: "text" } },
    tool_choice: own.tool_choice ?? plainChoice(request),
    tools: encodeTools(request.tools, new ToolNames(), new LossList()),
    top_logprobs: sampling.topLogprobs ?? 0,
    top_p: sampling.topP ?? 1,
    truncation: own.truncation ?? "disabled",
    user: own.user ?? null,
  };
}

function instructionsOf({ instructions }: IrRequest): string | null {
  const [first] = instructions;
  return first && !isOwn(first.own) ? plainText(first.parts) : null;
}

function plainChoice({ toolChoice }: IrRequest): string {
  return toolChoice?.kind === "none" || toolChoice?.kind === "required" ? toolChoice.kind : "auto";
}
