import { markedId } from "../../ids";
import { sseEvent } from "../../sse";
import type { Dialect } from "../dialect";
import { errorBody } from "./error-body";
import { eventFrames } from "./event-frames";
import { readPrompt } from "./read-prompt";
import { wholeAnswer } from "./whole-answer";

/** @see https://docs.anthropic.com/en/api/messages */
export const anthropic: Dialect = {
  headers: {
    "request-id": markedId("req_01"),
    "anthropic-organization-id": "00000000-0000-4000-8000-000000000000",
  },
  contentTypes: { json: "application/json", stream: "text/event-stream; charset=utf-8" },
  readPrompt,
  wholeAnswer,
  eventFrames,
  idleEvent: () => sseEvent({ type: "ping" }, "ping"),
  errorBody,
  errorEvent: (_call, _answer, error) => sseEvent(error.body ?? errorBody(error), "error"),
  expressibleUsage: (usage) => usage,
};
