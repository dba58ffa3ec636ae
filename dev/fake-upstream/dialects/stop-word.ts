export type StopWords = Readonly<Record<"end" | "length" | "tool" | "filter", string>>;

/** The dialect's word for a scripted stop reason; words the table does not have are the script author's own. */
export function stopWord(stop: string, words: StopWords): string {
  return Object.hasOwn(words, stop) ? words[stop as keyof StopWords] : stop;
}
