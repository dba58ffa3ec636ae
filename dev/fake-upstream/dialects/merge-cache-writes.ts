import { cacheWriteTokens, type Usage } from "../usage";

/** OpenAI reports cache writes as one number, so a reader cannot know their lifetime: all count as 5 minutes. */
export function mergeCacheWrites(usage: Usage): Usage {
  return { ...usage, cacheWrite5mTokens: cacheWriteTokens(usage), cacheWrite1hTokens: 0 };
}
