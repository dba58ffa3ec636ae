import { get } from "react-hook-form";

/**
 * What is wrong with the field `name`, a path such as `bindings.0.isEnabled`, or with something in it: a list
 * reports its items' errors as its own.
 *
 * @param errors react-hook-form's `formState.errors`
 */
export function fieldError(errors: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return firstMessage(get(errors, name));
}

function firstMessage(node: unknown): string | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  if ("type" in node && "message" in node && typeof node.message === "string") return node.message;
  for (const child of Object.values(node)) {
    const message = firstMessage(child);
    if (message !== undefined) return message;
  }
  return undefined;
}
