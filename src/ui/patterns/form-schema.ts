import { z } from "zod";
import type { Issue } from "./use-issue-text";

/**
 * The server's schema over what a form holds, for `zodResolver`. Forms hold text and lists; `toInput` makes of them
 * what the server is sent, under the same names. What the schema finds wrong is said in the reader's words.
 */
export function formSchema<Values, Output>(
  schema: z.ZodType<Output>,
  toInput: (values: Values) => unknown,
  issueText: (issue: Issue) => string,
): z.ZodType<Output, Values> {
  return z.custom<Values>().transform((values, context) => {
    const parsed = schema.safeParse(toInput(values));
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      context.issues.push({ code: "custom", input: values, path: issue.path, message: issueText(issue) });
    }
    return z.NEVER;
  });
}
