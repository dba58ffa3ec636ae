import "server-only";
import { type CompiledErrorRule, compileErrorRules } from "@/domain/error-rules/compile";
import { compileFilters, type FilterSet } from "@/domain/request-filters/compile";
import type { RuleProblem } from "@/domain/rule-problem";
import { compileWords, type WordScreen } from "@/domain/sensitive-words/word-screen";
import { listErrorRules } from "@/repository/error-rules";
import { listRequestFilters } from "@/repository/request-filters";
import { listSensitiveWords } from "@/repository/sensitive-words";
import type { LoadContext } from "./load-context";

/** The parts of the snapshot that admins write as rules. They are compiled here, once per change of their table. */

export async function loadErrorRules(context: LoadContext): Promise<readonly CompiledErrorRule[]> {
  const { rules, problems } = compileErrorRules(await listErrorRules(context.db));
  report("error rule", problems, context);
  return rules;
}

export async function loadRequestFilters(context: LoadContext): Promise<FilterSet> {
  const { filters, problems } = compileFilters(await listRequestFilters(context.db));
  report("request filter", problems, context);
  return filters;
}

export async function loadSensitiveWords(context: LoadContext): Promise<WordScreen | null> {
  const { screen, problems } = compileWords(await listSensitiveWords(context.db));
  report("sensitive word", problems, context);
  return screen;
}

function report(kind: string, problems: readonly RuleProblem[], { logger }: LoadContext): void {
  for (const { ruleId, problem } of problems) {
    logger.error({ ruleId, problem }, `a ${kind} cannot be used; it is left out`);
  }
}
