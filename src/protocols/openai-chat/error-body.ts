import { openAiErrorBody } from "../openai-error";
import type { ErrorFacts } from "../protocol";

export { openAiErrorBody as errorBody, openAiErrorMessage as errorMessage } from "../openai-error";

/** Chat Completions know no events for errors: clients look for an `error` in the data. */
export function errorEvent(error: ErrorFacts): string {
  return `data: ${openAiErrorBody(error)}\n\n`;
}
