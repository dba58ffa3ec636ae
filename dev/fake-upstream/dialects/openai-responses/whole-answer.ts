import type { Answer } from "../../answer";
import type { Call } from "../../call";
import type { Frame } from "../../frame";
import { finishedItem, outputItems } from "./output-item";
import { finishedResponse } from "./response-object";

/** The one-piece answer of `POST /v1/responses`. */
export function wholeAnswer(_call: Call, answer: Answer): Frame {
  const whole = finishedResponse(answer, outputItems(answer).map(finishedItem));
  return { text: JSON.stringify(whole), phase: "closing", usage: answer.usage, terminal: true };
}
