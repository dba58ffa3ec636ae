import type { TextPart } from "../ir/part";

/** Its name among the own fields of an instruction. */
export const BILLING_HEADER = "billing_header";

/** A block of its own: where a client has joined it with its instructions, they stay together. */
const ONE_LINE = /^x-anthropic-billing-header:.*$/;

/**
 * Whether a text of the system prompt is Claude Code's note to Anthropic's billing. It says nothing to a model, and it
 * differs from one conversation to the next at the very start of the prompt, where vendors look for a prefix they have cached.
 */
export function isBillingHeader({ text, cache }: TextPart): boolean {
  return cache === null && ONE_LINE.test(text);
}
