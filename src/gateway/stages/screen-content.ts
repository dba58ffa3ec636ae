import { GatewayError } from "@/domain/gateway-error";
import type { WordHit, WordScreen } from "@/domain/sensitive-words/word-screen";
import { TimeSlice } from "@/lib/time-slice";
import { PromptTexts } from "@/protocols/prompt-texts";
import type { GatewayDeps } from "../deps";
import type { GatewayRequest } from "../types";

/** Long texts are screened in pieces, so that nobody waits for one of many megabytes. */
const WINDOW_LENGTH = 256 * 1024;

/** Pieces overlap by more than the longest word; only a regular expression's match may be cut where it is longer. */
const OVERLAP_LENGTH = 1_024;

/**
 * Keeps a request from being sent if a text the model would read contains a sensitive word. What is read is written
 * down at `PromptTexts`. It holds for every endpoint, since all of them show the text to a provider.
 *
 * @throws {GatewayError} `sensitive_word`
 */
export async function screenContent(
  { body }: Pick<GatewayRequest, "body">,
  { snapshot }: Pick<GatewayDeps, "snapshot">,
): Promise<void> {
  const screen = snapshot.current.sensitiveWords;
  // What is no JSON object has no outline: files and the like, which nobody reads as text here.
  if (!screen || body.outline.length === 0) return;
  const hit = await findHit(body.bytes, screen);
  if (!hit) return;
  throw new GatewayError(
    "sensitive_word",
    `The request contains something an admin has forbidden (${hit.word}): "${hit.excerpt}". Remove it and try again.`,
    {
      blocked: {
        by: "sensitive_word",
        reason: { word: hit.word, matchType: hit.matchType, matchedText: hit.excerpt },
      },
    },
  );
}

async function findHit(body: Buffer, screen: WordScreen): Promise<WordHit | null> {
  const texts = new PromptTexts(body);
  const slice = new TimeSlice();
  for (let text = texts.next(); text !== null; text = texts.next()) {
    for (let from = 0; from < text.length; from += WINDOW_LENGTH) {
      const isWhole = text.length <= WINDOW_LENGTH + OVERLAP_LENGTH;
      const hit = screen.find(isWhole ? text : text.slice(from, from + WINDOW_LENGTH + OVERLAP_LENGTH));
      if (hit) return hit;
      if (slice.isOver) await slice.rest();
      if (isWhole) break;
    }
  }
  return null;
}
