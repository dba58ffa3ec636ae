import { readMember } from "@/lib/json-outline";
import type { Loss, LossFeature } from "@/protocols/ir/loss";
import type { JsonBody } from "@/protocols/protocol";
import type { BodyChange } from "./body-change";
import { codexSessionId } from "./codex-session";
import { memberRemovals } from "./remove-members";

/** What the upstreams that serve Codex refuse, since Codex never sends it, and what is lost with it. */
const REFUSED: Readonly<Record<string, LossFeature>> = {
  max_tokens: "max-output-tokens",
  max_output_tokens: "max-output-tokens",
  max_completion_tokens: "max-output-tokens",
  temperature: "temperature",
  top_p: "top-p",
  frequency_penalty: "penalties",
  presence_penalty: "penalties",
  logprobs: "logprobs",
  top_logprobs: "logprobs",
  n: "multiple-candidates",
  stop: "stop-sequences",
  response_format: "output-format",
};

const OFFICIAL_API_HOST = /(?:^|\.)openai\.(?:com|azure\.com)$/;

/** A translated request in the form Codex would have given it. */
export interface CodexForm {
  readonly removals: readonly BodyChange[];
  /** Top-level members it is to have. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly losses: readonly Loss[];
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
  if (OFFICIAL_API_HOST.test(new URL(url).hostname)) return { removals: [], members: key, losses: [] };
  const parallel = typeof readMember(bytes, outline, "parallel_tool_calls") === "boolean";
  return {
    removals: memberRemovals(body, Object.keys(REFUSED)),
    members: { ...key, store: false, ...(parallel ? {} : { parallel_tool_calls: true }) },
    losses: outline.flatMap(({ key: name }): Loss[] => {
      const feature = REFUSED[name];
      return feature ? [{ feature, kind: "dropped", detail: `${name}: refused by Codex upstreams` }] : [];
    }),
  };
}
