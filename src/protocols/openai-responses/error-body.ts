import { openAiError } from "../openai-error";
import type { ErrorFacts } from "../protocol";

export { openAiErrorBody as errorBody, openAiErrorMessage as errorMessage } from "../openai-error";

/**
 * The API's `error` event. OpenAI's SDKs raise an error where they find one under `error`, readers of the reference look
 * at the event's own members: it has both.
 */
export function errorEvent(facts: ErrorFacts): string {
  const error = openAiError(facts);
  const { code, message, param } = error;
  const data = { type: "error", sequence_number: 0, code, message, param, error };
  return `event: error\ndata: ${JSON.stringify(data)}\n\n`;
}
