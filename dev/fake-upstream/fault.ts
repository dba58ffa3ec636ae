import type { Script } from "./script";

type Place = NonNullable<Script["reset"]>;

/** What goes wrong with a response, and where. */
export type Fault =
  | { readonly kind: "hang"; readonly at: Place }
  | { readonly kind: "reset"; readonly at: Place; readonly by: "rst" | "fin" }
  | { readonly kind: "truncate"; readonly at: Place };

/** The fault of a script that its writer has to act out; cuts by phase are made before, in `answer-frames.ts`. */
export function faultOf({ hang, reset, resetWith, truncate }: Script): Fault | null {
  if (hang !== undefined) return { kind: "hang", at: hang };
  if (reset !== undefined) return { kind: "reset", at: reset, by: resetWith ?? "rst" };
  return typeof truncate === "object" ? { kind: "truncate", at: truncate } : null;
}

/** How much of the body goes out before the fault. */
export function bodyLimits(fault: Fault | null): { readonly events: number; readonly bytes: number } {
  const everything = { events: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };
  if (fault === null) return everything;
  if (typeof fault.at === "string") return { ...everything, bytes: 0 };
  return "afterEvents" in fault.at
    ? { ...everything, events: fault.at.afterEvents }
    : { ...everything, bytes: fault.at.afterBytes };
}
