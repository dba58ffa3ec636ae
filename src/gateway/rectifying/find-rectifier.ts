import type { Protocol } from "@/domain/protocol";
import type { FailureCause } from "../forwarding/failure";
import { ANTHROPIC_RECTIFIERS } from "./anthropic-rectifiers";
import { GEMINI_RECTIFIERS } from "./gemini-rectifiers";
import { OPENAI_RECTIFIERS } from "./openai-rectifiers";
import type { Rectifier } from "./rectifier";
import { USAGE_QUESTION } from "./usage-question";

/** The first that fits is taken: those with the narrower complaint stand before the wider. */
const RECTIFIERS: readonly Rectifier[] = [
  USAGE_QUESTION,
  ...ANTHROPIC_RECTIFIERS,
  ...OPENAI_RECTIFIERS,
  ...GEMINI_RECTIFIERS,
];

/** With which servers say that a request is not to their taste. */
const REFUSALS: ReadonlySet<number> = new Set([400, 422]);

/**
 * What can be done about a refusal before it is one for good; null where nothing can.
 *
 * @param protocol the client's
 */
export function findRectifier(cause: FailureCause, protocol: Protocol): Rectifier | null {
  if (cause.kind !== "status" || !REFUSALS.has(cause.status)) return null;
  const words = wordsOf(cause);
  const isTranslated = cause.protocol !== protocol;
  const fits = ({ protocols, complaint, onlyTranslated }: Rectifier) =>
    protocols.includes(cause.protocol) && (isTranslated || !onlyTranslated) && complaint.test(words);
  return RECTIFIERS.find(fits) ?? null;
}

/** The whole body: some say in its codes, or in a nested error, what they say in its message. */
export function wordsOf(cause: FailureCause): string {
  return cause.kind === "status" ? `${cause.message}\n${cause.body.toString("utf8")}` : "";
}
