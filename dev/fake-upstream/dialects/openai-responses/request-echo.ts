import type { Call } from "../../call";
import type { Script } from "../../script";

/** What the API echoes of the request, with the value it shows when the request has none. */
const ECHOED: Readonly<Record<string, unknown>> = {
  background: false,
  instructions: null,
  max_output_tokens: null,
  max_tool_calls: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  prompt_cache_key: null,
  reasoning: { effort: null, summary: null },
  safety_identifier: null,
  store: true,
  temperature: 1,
  text: { format: { type: "text" }, verbosity: "medium" },
  tool_choice: "auto",
  tools: [],
  top_logprobs: 0,
  top_p: 1,
  truncation: "disabled",
  user: null,
};

const DEFAULTS = Object.entries(ECHOED).map(([name, value]) => ({
  name,
  opening: Buffer.from(`"${name}":`),
  value: Buffer.from(JSON.stringify(value)),
}));
const COMMA = Buffer.from(",");

/**
 * The request's fields as every response object repeats them, byte for byte: with a coding agent's tools that is
 * most of the answer.
 */
export function requestEcho(call: Call, { echoRequest = true }: Script): Buffer {
  const parts = DEFAULTS.flatMap(({ name, opening, value }) => {
    const sent = echoRequest ? call.body.raw(name) : undefined;
    return [COMMA, opening, sent ?? value];
  });
  return Buffer.concat(parts.slice(1));
}
