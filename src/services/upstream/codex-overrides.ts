import type { CodexOverrides } from "@/domain/provider/provider";
import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "./body-change";
import { forcedInstructions, movedInstructions } from "./codex-instructions";
import type { CodexForm } from "./codex-parameters";
import { type Members, nestedChanges, objectChanges } from "./object-changes";

/**
 * What an admin fixes for a Codex provider, as changes to a Responses request. Without any the list is empty.
 *
 * @param form what else the hub gives a request that it wrote itself; null leaves a client's own alone
 */
export function codexChanges(
  body: JsonBody,
  overrides: CodexOverrides,
  form: CodexForm | null,
): BodyChange[] {
  const { bytes, outline } = body;
  const { reasoningEffort, reasoningSummary, textVerbosity, parallelToolCalls } = overrides;
  const reasoning = given({ effort: reasoningEffort, summary: reasoningSummary });
  const text = given({ verbosity: textVerbosity });
  const instructions = forcedInstructions(overrides);
  const fixed = given({ parallel_tool_calls: parallelToolCalls, instructions });
  const topLevel: Record<string, unknown> = { ...form?.members, ...fixed };
  const changes: BodyChange[] = [...(form?.removals ?? [])];
  if (instructions !== null) changes.push(...movedInstructions(body, instructions));
  for (const [key, members] of Object.entries({ reasoning, text })) {
    if (Object.keys(members).length === 0) continue;
    const nested = nestedChanges(bytes, outline, key, members);
    changes.push(...nested.changes);
    if (nested.isMissing) topLevel[key] = members;
  }
  if (Object.keys(topLevel).length === 0) return changes;
  return [...changes, ...objectChanges(outline, topLevel, 0, bytes.lastIndexOf("}") + 1)];
}

function given(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}
