import { findMember, readMember } from "@/lib/json-outline";
import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "@/services/upstream/body-change";
import { removeBlocks } from "@/services/upstream/remove-blocks";
import { memberRemovals } from "@/services/upstream/remove-members";
import type { Rectifier } from "./rectifier";

/** Source of the least budget and of the rules below: docs.claude.com, "Extended thinking". */
const LEAST_BUDGET = 1_024;

/** Of a cap that leaves no room for the budget, so much may go into thinking. */
const THINKING_SHARE = 0.75;

const base = { protocols: ["anthropic"], onlyTranslated: false } as const;

/**
 * Refusals that conversations meet which moved between providers, or whose client counts tokens its own way.
 * The words are those of Anthropic's API and of the clouds that resell it.
 */
export const ANTHROPIC_RECTIFIERS: readonly Rectifier[] = [
  {
    ...base,
    name: "foreign-thinking",
    complaint:
      /invalid .{0,20}signature|signature.{0,60}(?:thinking|invalid|required)|thinking.{0,80}(?:cannot be modified|signature)|(?:signature|thinking)\b.{0,40}extra inputs/is,
    changes: (body) =>
      removeBlocks(body, { list: "messages", inner: "content" }, (read, turn) => {
        const type = read("type");
        return turn("role") === "assistant" && (type === "thinking" || type === "redacted_thinking");
      }),
  },
  {
    ...base,
    name: "thinking-budget",
    complaint: /budget_tokens/i,
    changes: budgetChanges,
  },
  {
    ...base,
    name: "missing-thinking",
    complaint: /expected .{0,4}thinking.{0,40}but found|must start with a thinking block/is,
    changes: withoutThinking,
  },
  {
    ...base,
    name: "thinking-with-forced-tool",
    complaint: /thinking may not be enabled when .{0,4}tool_choice/i,
    changes: withoutThinking,
  },
  {
    ...base,
    name: "sampling-with-thinking",
    complaint:
      /(?:temperature|top_p|top_k).{0,40}(?:when thinking is enabled|cannot both be specified|deprecated|not supported)/is,
    onlyTranslated: true,
    changes: (body, words) => memberRemovals(body, samplingNamedIn(words)),
  },
];

/** The budget has to lie below the cap on the answer, which is the client's; where there is no room, nothing is thought. */
function budgetChanges(body: JsonBody): BodyChange[] {
  const { bytes, outline } = body;
  const thinking = readMember(bytes, outline, "thinking") as { readonly budget_tokens?: unknown } | undefined;
  const budget = thinking?.budget_tokens;
  const cap = readMember(bytes, outline, "max_tokens");
  if (typeof budget !== "number" || typeof cap !== "number") return [];
  if (budget >= LEAST_BUDGET && budget < cap) return [];
  if (cap <= LEAST_BUDGET) return withoutThinking(body);
  const fitting = Math.max(LEAST_BUDGET, Math.min(budget, Math.floor(cap * THINKING_SHARE)));
  const member = findMember(outline, "thinking");
  if (!member) return [];
  const text = JSON.stringify({ ...thinking, budget_tokens: fitting });
  return [{ start: member.start, end: member.end, text }];
}

/** Whatever needs thinking goes with it. */
function withoutThinking(body: JsonBody): BodyChange[] {
  if (!findMember(body.outline, "thinking")) return [];
  return memberRemovals(body, ["thinking", "context_management"]);
}

function samplingNamedIn(words: string): string[] {
  const named = ["temperature", "top_p", "top_k"].filter((name) => words.includes(name));
  return /cannot both/i.test(words) ? ["top_p"] : named;
}
