import { type Answer, argumentsText } from "../../answer";
import type { JsonObject } from "../../json";
import { finishedItem, isCustom, type OutputItem, startedItem, summaryPart, textPart } from "./output-item";

/** An event without its sequence number, which only the whole stream knows. */
export type ItemEvent = { readonly type: string; readonly fields: JsonObject };

/** All events of one output item, from `output_item.added` to `output_item.done`. */
export function* itemEvents(answer: Answer, item: OutputItem, outputIndex: number): Generator<ItemEvent> {
  const output_index = outputIndex;
  yield { type: "response.output_item.added", fields: { output_index, item: startedItem(item) } };
  const place = { item_id: item.id, output_index };
  switch (item.kind) {
    case "reasoning":
      yield* reasoningEvents(answer, item.text, { ...place, summary_index: 0 });
      break;
    case "message":
      yield* messageEvents(answer, item.text, { ...place, content_index: 0 });
      break;
    case "tool-call":
      yield* toolCallEvents(answer, item, place);
      break;
  }
  yield { type: "response.output_item.done", fields: { output_index, item: finishedItem(item) } };
}

function* reasoningEvents(answer: Answer, text: string, place: JsonObject): Generator<ItemEvent> {
  const kind = "response.reasoning_summary";
  yield { type: `${kind}_part.added`, fields: { ...place, part: summaryPart("") } };
  for (const delta of answer.deltas(text)) yield { type: `${kind}_text.delta`, fields: { ...place, delta } };
  yield { type: `${kind}_text.done`, fields: { ...place, text } };
  yield { type: `${kind}_part.done`, fields: { ...place, part: summaryPart(text) } };
}

function* messageEvents(answer: Answer, text: string, place: JsonObject): Generator<ItemEvent> {
  yield { type: "response.content_part.added", fields: { ...place, part: textPart("") } };
  for (const delta of answer.textDeltas()) {
    yield { type: "response.output_text.delta", fields: { ...place, delta, logprobs: [] } };
  }
  yield { type: "response.output_text.done", fields: { ...place, text, logprobs: [] } };
  yield { type: "response.content_part.done", fields: { ...place, part: textPart(text) } };
}

function* toolCallEvents(
  answer: Answer,
  item: Extract<OutputItem, { kind: "tool-call" }>,
  place: JsonObject,
): Generator<ItemEvent> {
  const custom = isCustom(item.call);
  const kind = custom ? "response.custom_tool_call_input" : "response.function_call_arguments";
  const text = argumentsText(item.call);
  for (const delta of answer.deltas(text)) yield { type: `${kind}.delta`, fields: { ...place, delta } };
  yield { type: `${kind}.done`, fields: { ...place, ...(custom ? { input: text } : { arguments: text }) } };
}
