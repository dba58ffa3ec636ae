import type { MatchType } from "@/domain/match-type";
import { compileEach, type RuleProblem } from "@/domain/rule-problem";
import { AhoCorasick } from "@/lib/aho-corasick";
import { SafeRegex } from "@/lib/safe-regex";
import type { SensitiveWord } from "./sensitive-word";

/** A sensitive word that a text contains. */
export interface WordHit {
  /** As the admin wrote it. */
  readonly word: string;
  readonly matchType: MatchType;
  /** What of the text matched, with a little of what stands around it. */
  readonly excerpt: string;
}

/** Characters shown on either side of what matched. */
const CONTEXT_LENGTH = 20;

/** An excerpt as a whole is cut at this length: a regular expression may match a page. */
const MAX_EXCERPT_LENGTH = 200;

/** All enabled words, made ready to be looked for. Words as texts first, then whole texts, then regular expressions. */
export class WordScreen {
  private readonly contains: AhoCorasick;
  /** By their lower-case form: the words as written. */
  private readonly containsAs = new Map<string, string>();
  private readonly exactAs = new Map<string, string>();

  constructor(
    words: readonly SensitiveWord[],
    private readonly patterns: readonly { readonly word: string; readonly regex: SafeRegex }[],
  ) {
    for (const { word, matchType } of words) {
      if (matchType === "contains") this.containsAs.set(word.toLowerCase(), word);
      if (matchType === "exact") this.exactAs.set(word.trim().toLowerCase(), word);
    }
    this.contains = new AhoCorasick(this.containsAs.keys());
  }

  /** The first sensitive word in a text, or null. */
  find(text: string): WordHit | null {
    return this.findContained(text) ?? this.findExact(text) ?? this.findPattern(text);
  }

  private findContained(text: string): WordHit | null {
    if (this.containsAs.size === 0) return null;
    const lower = text.toLowerCase();
    const match = this.contains.find(lower);
    if (!match) return null;
    const word = this.containsAs.get(match.word) ?? match.word;
    // A few characters change their length with their case; then only the lower-case text has the right places.
    const source = lower.length === text.length ? text : lower;
    return { word, matchType: "contains", excerpt: excerpt(source, match.start, match.end) };
  }

  private findExact(text: string): WordHit | null {
    if (this.exactAs.size === 0) return null;
    const word = this.exactAs.get(text.trim().toLowerCase());
    return word === undefined
      ? null
      : { word, matchType: "exact", excerpt: excerpt(text.trim(), 0, word.length) };
  }

  private findPattern(text: string): WordHit | null {
    for (const { word, regex } of this.patterns) {
      const match = regex.find(text);
      if (match) {
        const end = match.index + match.text.length;
        return { word, matchType: "regex", excerpt: excerpt(text, match.index, end) };
      }
    }
    return null;
  }
}

/** The enabled ones of `words` as a screen; null when there is nothing to look for. */
export function compileWords(words: readonly SensitiveWord[]): {
  readonly screen: WordScreen | null;
  readonly problems: readonly RuleProblem[];
} {
  const enabled = words.filter(({ isEnabled }) => isEnabled);
  const { compiled, problems } = compileEach(
    enabled.filter(({ matchType }) => matchType === "regex"),
    ({ word }) => ({ word, regex: SafeRegex.compile(word, { ignoreCase: true }) }),
  );
  const texts = enabled.filter(({ matchType, word }) => matchType !== "regex" && word.trim() !== "");
  if (texts.length === 0 && compiled.length === 0) return { screen: null, problems };
  return { screen: new WordScreen(texts, compiled), problems };
}

function excerpt(text: string, start: number, end: number): string {
  const from = Math.max(0, start - CONTEXT_LENGTH);
  const shown = text.slice(from, Math.min(end + CONTEXT_LENGTH, from + MAX_EXCERPT_LENGTH));
  return from > 0 ? `...${shown}` : shown;
}
