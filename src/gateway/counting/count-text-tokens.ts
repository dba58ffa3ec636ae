import { TimeSlice } from "@/lib/time-slice";

/** Texts are counted in pieces, so that nobody waits for one of many megabytes; a cut adds one token at most. */
const PIECE_LENGTH = 16 * 1024;

/** The tokens of texts in OpenAI's `o200k_base`. Its table (some megabytes) is loaded when it is first needed. */
export async function countTextTokens(texts: readonly string[]): Promise<number> {
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  const slice = new TimeSlice();
  let tokens = 0;
  for (const text of texts) {
    for (let from = 0; from < text.length; from += PIECE_LENGTH) {
      const piece = text.slice(from, from + PIECE_LENGTH);
      // A user's text may spell the tokens that end a prompt; here they are text like any other.
      tokens += countTokens(piece, { disallowedSpecial: new Set() });
      if (slice.isOver) await slice.rest();
    }
  }
  return tokens;
}
