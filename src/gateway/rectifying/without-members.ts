import { memberCuts } from "@/lib/json-elements";
import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "@/services/upstream/body-change";

/** The changes that take members of these names out of a body. */
export function withoutMembers({ bytes, outline }: JsonBody, names: readonly string[]): BodyChange[] {
  const cuts = memberCuts(bytes, outline, (key) => !names.includes(key));
  return cuts.map((range) => ({ ...range, text: "" }));
}
