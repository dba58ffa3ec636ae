/** A token of English or code is about four characters. */
const CHARACTERS_PER_TOKEN = 4;

/** What so many characters are in tokens, where nobody counted them. */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}
