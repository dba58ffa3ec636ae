import type { Trail } from "../types";

/** How often an upstream was asked. A request that could not be translated for a provider never reached it. */
export function callsMade({ failed }: Pick<Trail, "failed">): number {
  return failed.filter(({ cause }) => cause.kind !== "untranslatable").length;
}
