import { markedId } from "../ids";

/** Response headers that every OpenAI endpoint sends. */
export const openAiHeaders = {
  "x-request-id": markedId("req_"),
  "openai-version": "2020-10-01",
  "openai-processing-ms": "12",
};

export const openAiContentTypes = { json: "application/json", stream: "text/event-stream; charset=utf-8" };
