import { sseEvent } from "../../sse";
import type { Dialect } from "../dialect";
import { mergeCacheWrites } from "../merge-cache-writes";
import { openAiErrorBody } from "../openai-error-body";
import { openAiContentTypes, openAiHeaders } from "../openai-headers";
import { chunk } from "./chunk";
import { eventFrames } from "./event-frames";
import { readPrompt } from "./read-prompt";
import { wholeAnswer } from "./whole-answer";

/** @see https://platform.openai.com/docs/api-reference/chat */
export const openaiChat: Dialect = {
  headers: openAiHeaders,
  contentTypes: openAiContentTypes,
  readPrompt,
  wholeAnswer,
  eventFrames,
  idleEvent: (call, answer) => sseEvent(chunk(call, answer, { delta: {} })),
  errorBody: openAiErrorBody,
  errorEvent: (_call, _answer, error) => sseEvent(error.body ?? openAiErrorBody(error)),
  expressibleUsage: mergeCacheWrites,
};
