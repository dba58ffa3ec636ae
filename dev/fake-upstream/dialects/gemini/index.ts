import { promptTokens } from "../../usage";
import type { Dialect } from "../dialect";
import { emptyChunk } from "./chunk";
import { enveloped } from "./enveloped";
import { errorBody } from "./error-body";
import { eventFrames } from "./event-frames";
import { streamElement, streamEnd } from "./framing";
import { readPrompt } from "./read-prompt";
import { wholeAnswer } from "./whole-answer";

/** @see https://ai.google.dev/api/generate-content */
export const gemini: Dialect = {
  headers: { "x-content-type-options": "nosniff", "server-timing": "gfet4t7; dur=12" },
  contentTypes: { json: "application/json; charset=UTF-8", stream: "text/event-stream" },
  readPrompt,
  wholeAnswer,
  eventFrames,
  idleEvent: (call, answer) => streamElement(call.framing, enveloped(call, emptyChunk(answer))),
  errorBody,
  errorEvent: (call, _answer, error) => {
    const element = streamElement(call.framing, error.body ?? errorBody(error), error.afterEvents === 0);
    return element + streamEnd(call.framing);
  },
  // Gemini knows cache reads only: what another API would call a write is plain input.
  expressibleUsage: (usage) => ({
    ...usage,
    inputTokens: promptTokens(usage) - usage.cacheReadTokens,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
  }),
};
