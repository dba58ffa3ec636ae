import type { CodexOverrides } from "@/domain/provider/provider";
import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "./body-change";
import { type Members, nestedChanges, objectChanges } from "./object-changes";

/** What an admin fixes for a Codex provider, as changes to a Responses request. Without any the list is empty. */
export function codexChanges({ bytes, outline }: JsonBody, overrides: CodexOverrides): BodyChange[] {
  const { reasoningEffort, reasoningSummary, textVerbosity, parallelToolCalls } = overrides;
  const reasoning = given({ effort: reasoningEffort, summary: reasoningSummary });
  const text = given({ verbosity: textVerbosity });
  const topLevel: Record<string, unknown> = given({ parallel_tool_calls: parallelToolCalls });
  const changes: BodyChange[] = [];
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
