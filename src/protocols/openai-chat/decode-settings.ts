import { isEffort } from "../ir/effort";
import type { OutputFormat, ReasoningConfig, Sampling } from "../ir/request";
import type { Members } from "./read-members";

export function decodeSampling(body: Members): Sampling {
  const wantsLogprobs = body.boolean("logprobs");
  const topLogprobs = body.number("top_logprobs");
  return {
    temperature: body.number("temperature"),
    topP: body.number("top_p"),
    topK: body.number("top_k"),
    frequencyPenalty: body.number("frequency_penalty"),
    presencePenalty: body.number("presence_penalty"),
    seed: body.number("seed"),
    candidates: body.number("n"),
    topLogprobs: wantsLogprobs ? (topLogprobs ?? 0) : null,
  };
}

export function decodeStop(body: Members): readonly string[] {
  const stop = body.value("stop");
  return typeof stop === "string" ? [stop] : body.strings("stop");
}

/**
 * `reasoning_effort`, or what others have for it: OpenRouter's `reasoning` object, the `thinking` object of several
 * Chinese vendors, which is Anthropic's.
 */
export function decodeReasoning(body: Members): ReasoningConfig | null {
  const effort = body.string("reasoning_effort");
  if (effort !== null) return ofEffort(body, "reasoning_effort", effort);
  const reasoning = body.child("reasoning");
  if (reasoning) return openRouterReasoning(reasoning);
  const thinking = body.child("thinking");
  if (!thinking) return null;
  const mode = thinking.string("type");
  const budgetTokens = thinking.number("budget_tokens");
  if (mode === "disabled") return { mode: "off", effort: null, budgetTokens: null, summary: null };
  return { mode: mode === "adaptive" ? "adaptive" : "on", effort: null, budgetTokens, summary: null };
}

function openRouterReasoning(reasoning: Members): ReasoningConfig {
  const effort = reasoning.string("effort");
  const budgetTokens = reasoning.number("max_tokens");
  const isEnabled = reasoning.boolean("enabled") ?? true;
  const summary = reasoning.boolean("exclude") ? "none" : null;
  if (!isEnabled) return { mode: "off", effort: null, budgetTokens: null, summary };
  if (effort !== null) return { ...ofEffort(reasoning, "effort", effort), summary };
  return { mode: "on", effort: null, budgetTokens, summary };
}

function ofEffort(members: Members, name: string, effort: string): ReasoningConfig {
  if (!isEffort(effort)) {
    return members.fail(name, "must be none, minimal, low, medium, high, xhigh or max");
  }
  return { mode: effort === "none" ? "off" : "on", effort, budgetTokens: null, summary: null };
}

export function decodeOutputFormat(body: Members): OutputFormat | null {
  const format = body.child("response_format");
  if (!format) return null;
  const type = format.string("type");
  if (type === "text") return { kind: "text" };
  if (type === "json_object") return { kind: "json" };
  if (type !== "json_schema") return format.fail("type", "must be text, json_object or json_schema");
  const wanted = format.child("json_schema") ?? format.fail("json_schema", "is required");
  return {
    kind: "json-schema",
    name: wanted.string("name"),
    description: wanted.string("description"),
    schema: wanted.json("schema") ?? {},
    strict: wanted.boolean("strict"),
  };
}
