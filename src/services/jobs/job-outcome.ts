/** How a run of a job ended. `busy`: another replica is at it. `not-due`: another one did it lately. */
export type JobOutcome =
  | { readonly kind: "ok"; readonly detail: Readonly<Record<string, unknown>> }
  | { readonly kind: "nothing-to-do" }
  | { readonly kind: "failed"; readonly error: string }
  | { readonly kind: "busy" }
  | { readonly kind: "not-due" };
