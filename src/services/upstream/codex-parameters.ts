import { readMember } from "@/lib/json-outline";
import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "./body-change";
import { codexSessionId } from "./codex-session";
import { memberRemovals } from "./remove-members";

/** What the upstreams that serve Codex refuse, since Codex never sends it. */
const REFUSED = [
  ...[
    "max_tokens",
    "max_output_tokens",
    "max_completion_tokens",
    "temperature",
    "top_p",
    "frequency_penalty",
  ],
  ...["presence_penalty", "logprobs", "top_logprobs", "n", "stop", "response_format"],
];

const OFFICIAL_API_HOST = /(?:^|\.)openai\.(?:com|azure\.com)$/;

/** A translated request in the form Codex would have given it. */
export interface CodexForm {
  readonly removals: readonly BodyChange[];
  /** Top-level members it is to have. */
  readonly members: Readonly<Record<string, unknown>>;
}

/**
 * Makes a request that the hub translated acceptable to upstreams that serve Codex only. OpenAI's own API takes the
 * parameters, so for it they stay. What a client of this protocol wrote itself is never touched.
 *
 * @param url of the provider
 * @param sessionKey of the conversation, for `prompt_cache_key`
 */
export function codexForm(body: JsonBody, url: string, sessionKey: string | null): CodexForm {
  const { bytes, outline } = body;
  const isNamed = readMember(bytes, outline, "prompt_cache_key") !== undefined;
  const key = isNamed || sessionKey === null ? {} : { prompt_cache_key: codexSessionId(sessionKey) };
  if (OFFICIAL_API_HOST.test(new URL(url).hostname)) return { removals: [], members: key };
  const parallel = typeof readMember(bytes, outline, "parallel_tool_calls") === "boolean";
  return {
    removals: memberRemovals(body, REFUSED),
    members: { ...key, store: false, ...(parallel ? {} : { parallel_tool_calls: true }) },
  };
}
