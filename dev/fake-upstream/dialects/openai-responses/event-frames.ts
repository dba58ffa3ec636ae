import type { Answer } from "../../answer";
import type { Call } from "../../call";
import type { Frame } from "../../frame";
import { sseEvent } from "../../sse";
import { takeTurns } from "../take-turns";
import { type ItemEvent, itemEvents } from "./item-events";
import { finishedItem, type OutputItem, outputItems } from "./output-item";
import { finishedResponse, incompleteReason, startedResponse } from "./response-object";

/**
 * The event stream of `POST /v1/responses`, from `response.created` to `response.completed` (or `.incomplete`).
 * @see https://platform.openai.com/docs/api-reference/responses-streaming
 */
export function* eventFrames(_call: Call, answer: Answer): Generator<Frame> {
  let sequenceNumber = 0;
  const frame = ({ type, fields }: ItemEvent, phase: Frame["phase"]): Frame => ({
    text: sseEvent({ type, sequence_number: sequenceNumber++, ...fields }, type),
    phase,
  });
  const response = startedResponse(answer);
  yield frame({ type: "response.created", fields: { response } }, "opening");
  yield frame({ type: "response.in_progress", fields: { response } }, "opening");
  const items = outputItems(answer);
  for (const event of outputEvents(answer, items)) yield frame(event, "content");
  const type = incompleteReason(answer) === null ? "response.completed" : "response.incomplete";
  const finished = finishedResponse(answer, items.map(finishedItem));
  const last = frame({ type, fields: { response: finished } }, "closing");
  yield { ...last, usage: answer.usage, terminal: true };
}

function* outputEvents(answer: Answer, items: OutputItem[]): Generator<ItemEvent> {
  const indexed = items.map((item, index) => ({ item, events: itemEvents(answer, item, index) }));
  for (const { item, events } of indexed) if (item.kind !== "tool-call") yield* events;
  const toolCalls = indexed.filter(({ item }) => item.kind === "tool-call").map(({ events }) => events);
  yield* takeTurns(toolCalls, answer.interleaveToolCalls);
}
