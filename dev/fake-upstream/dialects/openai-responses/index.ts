import { sseEvent } from "../../sse";
import type { Dialect } from "../dialect";
import { mergeCacheWrites } from "../merge-cache-writes";
import { openAiErrorBody } from "../openai-error-body";
import { openAiContentTypes, openAiHeaders } from "../openai-headers";
import { errorEvent } from "./error-event";
import { eventFrames } from "./event-frames";
import { readPrompt } from "./read-prompt";
import { requestEcho } from "./request-echo";
import { wholeAnswer } from "./whole-answer";

/** @see https://platform.openai.com/docs/api-reference/responses */
export const openaiResponses: Dialect = {
  headers: openAiHeaders,
  contentTypes: openAiContentTypes,
  readPrompt,
  echo: requestEcho,
  wholeAnswer,
  eventFrames,
  // Sent by the real API while nothing happens; not in its reference.
  idleEvent: () => sseEvent({ type: "keepalive", sequence_number: 0 }, "keepalive"),
  errorBody: openAiErrorBody,
  errorEvent,
  expressibleUsage: mergeCacheWrites,
};
