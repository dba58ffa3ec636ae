import { SafeRegex } from "@/lib/safe-regex";

/** Why `pattern` is no usable regular expression, or null when it is one. For zod's refinements. */
export function regexProblem(pattern: string): string | null {
  try {
    SafeRegex.compile(pattern);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
