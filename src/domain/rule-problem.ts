/** A stored rule that cannot be used, and why. It is left out; the others go on working. */
export interface RuleProblem {
  readonly ruleId: number;
  readonly problem: string;
}

/** Compiles each rule; those that throw become problems. */
export function compileEach<Rule extends { readonly id: number }, Compiled>(
  rules: readonly Rule[],
  compile: (rule: Rule) => Compiled,
): { readonly compiled: readonly Compiled[]; readonly problems: readonly RuleProblem[] } {
  const compiled: Compiled[] = [];
  const problems: RuleProblem[] = [];
  for (const rule of rules) {
    try {
      compiled.push(compile(rule));
    } catch (error) {
      problems.push({ ruleId: rule.id, problem: error instanceof Error ? error.message : String(error) });
    }
  }
  return { compiled, problems };
}
