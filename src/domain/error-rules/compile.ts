import { compileEach, type RuleProblem } from "@/domain/rule-problem";
import { SafeRegex } from "@/lib/safe-regex";
import { byPrecedence, type ErrorRule } from "./error-rule";

/** A rule made ready to be asked. */
export interface CompiledErrorRule {
  readonly rule: ErrorRule;
  matches(text: string): boolean;
}

/** The enabled rules in the order they are asked. What does not compile is left out and named. */
export function compileErrorRules(rules: readonly ErrorRule[]): {
  readonly rules: readonly CompiledErrorRule[];
  readonly problems: readonly RuleProblem[];
} {
  const ordered = rules.filter(({ isEnabled }) => isEnabled).sort(byPrecedence);
  const { compiled, problems } = compileEach(ordered, (rule) => ({ rule, matches: matcherOf(rule) }));
  return { rules: compiled, problems };
}

/** The first rule, by precedence, that one of the texts matches; whatever its match type. */
export function findErrorRule(
  rules: readonly CompiledErrorRule[],
  texts: readonly string[],
): ErrorRule | null {
  return rules.find(({ matches }) => texts.some((text) => matches(text)))?.rule ?? null;
}

function matcherOf({ pattern, matchType }: ErrorRule): (text: string) => boolean {
  const wanted = pattern.trim().toLowerCase();
  switch (matchType) {
    case "contains":
      return (text) => text.toLowerCase().includes(wanted);
    case "exact":
      return (text) => text.trim().toLowerCase() === wanted;
    case "regex": {
      const regex = SafeRegex.compile(pattern, { ignoreCase: true });
      return (text) => regex.test(text);
    }
  }
}
