/** Commas of the scripts people type in, and line breaks of what they paste. */
const SEPARATORS = /[,，、\n]/;

export function holdsSeparator(text: string): boolean {
  return SEPARATORS.test(text);
}

/** `tags` and what `text` adds to them: trimmed, without blanks and repeats. */
export function addTags(tags: readonly string[], text: string): string[] {
  const added = text.split(SEPARATORS).map((tag) => tag.trim());
  return [...new Set([...tags, ...added.filter((tag) => tag !== "")])];
}
