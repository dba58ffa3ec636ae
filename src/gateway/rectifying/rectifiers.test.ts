import { describe, expect, it } from "vitest";
import type { Protocol } from "@/domain/protocol";
import { outlineJson } from "@/lib/json-outline";
import { applyChanges } from "@/services/upstream/body-change";
import { someProvider } from "../../../tests/support/some-provider";
import type { FailureCause } from "../forwarding/failure";
import { findRectifier } from "./find-rectifier";

interface Golden {
  readonly name: string;
  readonly protocol: Protocol;
  /** As the upstream says it. */
  readonly words: string;
  readonly before: object;
  /** null: nothing that could be changed. */
  readonly after: object | null;
  /** The client speaks another dialect. */
  readonly translated?: true;
}

const PROVIDER = { codex: { ...someProvider().codex, officialInstructions: "You are Codex." } };

const thinking = { type: "thinking", thinking: "hm", signature: "foreign" };
const redacted = { type: "redacted_thinking", data: "zzz" };
const use = { type: "tool_use", id: "toolu_1", name: "look", input: { n: 1 } };
const result = { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content: "x" }] };
const on = { type: "enabled", budget_tokens: 10_000 };

const GOLDEN: readonly Golden[] = [
  {
    name: "official-instructions",
    protocol: "openai-responses",
    words: "Instructions are not valid",
    before: { model: "gpt-5-codex", instructions: "Be a pirate.", input: [{ role: "user", content: "a" }] },
    after: {
      model: "gpt-5-codex",
      instructions: "You are Codex.",
      input: [
        { type: "message", role: "developer", content: [{ type: "input_text", text: "Be a pirate." }] },
        { role: "user", content: "a" },
      ],
    },
  },
  {
    name: "official-instructions",
    protocol: "openai-responses",
    words: "Instructions are required",
    before: { model: "gpt-5-codex", input: "a" },
    after: { model: "gpt-5-codex", input: "a", instructions: "You are Codex." },
  },
  {
    name: "official-instructions",
    protocol: "openai-responses",
    words: "Instructions are not valid",
    before: { model: "gpt-5-codex", instructions: "You are Codex.", input: "a" },
    after: null,
  },
  {
    name: "foreign-thinking",
    protocol: "anthropic",
    words: "messages.1.content.0: Invalid `signature` in `thinking` block",
    before: {
      thinking: on,
      messages: [
        { role: "user", content: "a" },
        { role: "assistant", content: [thinking, redacted, { type: "text", text: "b" }] },
        { role: "user", content: "c" },
        { role: "assistant", content: [thinking] },
        { role: "user", content: "d" },
      ],
    },
    after: {
      thinking: on,
      messages: [
        { role: "user", content: "a" },
        { role: "assistant", content: [{ type: "text", text: "b" }] },
        { role: "user", content: "c" },
        { role: "user", content: "d" },
      ],
    },
  },
  {
    name: "foreign-thinking",
    protocol: "anthropic",
    words:
      "messages.1.content.0: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response.",
    before: { messages: [{ role: "assistant", content: [thinking, use] }, result] },
    after: { messages: [{ role: "assistant", content: [use] }, result] },
  },
  {
    name: "foreign-thinking",
    protocol: "anthropic",
    words: "messages.1.content.0.thinking.signature: Field required",
    before: { messages: [{ role: "assistant", content: "no blocks here" }] },
    after: null,
  },
  {
    name: "thinking-budget",
    protocol: "anthropic",
    words: "`max_tokens` must be greater than `thinking.budget_tokens`.",
    before: { max_tokens: 8_000, thinking: on, messages: [] },
    after: { max_tokens: 8_000, thinking: { type: "enabled", budget_tokens: 6_000 }, messages: [] },
  },
  {
    name: "thinking-budget",
    protocol: "anthropic",
    words: "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024",
    before: { max_tokens: 8_000, thinking: { type: "enabled", budget_tokens: 100 }, messages: [] },
    after: { max_tokens: 8_000, thinking: { type: "enabled", budget_tokens: 1_024 }, messages: [] },
  },
  {
    name: "thinking-budget",
    protocol: "anthropic",
    words: "`max_tokens` must be greater than `thinking.budget_tokens`.",
    before: { max_tokens: 500, thinking: on, context_management: { edits: [] }, messages: [] },
    after: { max_tokens: 500, messages: [] },
  },
  {
    name: "missing-thinking",
    protocol: "anthropic",
    words:
      "messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is enabled, a final `assistant` message must start with a thinking block.",
    before: { thinking: on, max_tokens: 20_000, messages: [{ role: "assistant", content: [use] }, result] },
    after: { max_tokens: 20_000, messages: [{ role: "assistant", content: [use] }, result] },
  },
  {
    name: "thinking-with-forced-tool",
    protocol: "anthropic",
    words: "Thinking may not be enabled when tool_choice forces tool use.",
    before: { tool_choice: { type: "any" }, thinking: on },
    after: { tool_choice: { type: "any" } },
  },
  {
    name: "sampling-with-thinking",
    protocol: "anthropic",
    words: "`temperature` and `top_p` cannot both be specified for this model. Please use only one.",
    before: { temperature: 0.5, top_p: 0.9, max_tokens: 5 },
    after: { temperature: 0.5, max_tokens: 5 },
    translated: true,
  },
  {
    name: "foreign-reasoning",
    protocol: "openai-responses",
    words:
      "The encrypted content for item rs_1 could not be verified. Reason: Encrypted content could not be decrypted.",
    before: {
      input: [
        { role: "user", content: "a" },
        { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "x" },
        { type: "function_call", call_id: "c", name: "n", arguments: "{}" },
      ],
    },
    after: {
      input: [
        { role: "user", content: "a" },
        { type: "function_call", call_id: "c", name: "n", arguments: "{}" },
      ],
    },
  },
  {
    name: "max-completion-tokens",
    protocol: "openai-chat",
    words:
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    before: { model: "m", max_tokens: 5 },
    after: { model: "m", max_completion_tokens: 5 },
    translated: true,
  },
  {
    name: "max-completion-tokens",
    protocol: "openai-chat",
    words: "Unrecognized request argument supplied: max_completion_tokens",
    before: { max_completion_tokens: 5, model: "m" },
    after: { model: "m", max_tokens: 5 },
    translated: true,
  },
  {
    name: "developer-role",
    protocol: "openai-chat",
    words: "messages[0].role: developer is not one of ['system', 'assistant', 'user', 'function']",
    before: {
      messages: [
        { role: "developer", content: "x" },
        { role: "user", content: "developer" },
      ],
    },
    after: {
      messages: [
        { role: "system", content: "x" },
        { role: "user", content: "developer" },
      ],
    },
    translated: true,
  },
  {
    name: "unsupported-parameter",
    protocol: "openai-responses",
    words: "Unsupported parameter: 'temperature' is not supported with this model.",
    before: { model: "m", temperature: 1, input: [] },
    after: { model: "m", input: [] },
    translated: true,
  },
  {
    name: "unsupported-parameter",
    protocol: "openai-chat",
    words: "Unsupported value: 'messages[0].role' does not support 'tool' with this model.",
    before: { messages: [] },
    after: null,
    translated: true,
  },
  {
    name: "stream-usage",
    protocol: "openai-chat",
    words: "Unknown field: stream_options",
    before: { stream: true, stream_options: { include_usage: true }, model: "m" },
    after: { stream: true, model: "m" },
  },
  {
    name: "stream-usage",
    protocol: "openai-chat",
    words: "include_usage is not known here",
    before: { stream_options: { include_obfuscation: false, include_usage: true } },
    after: { stream_options: { include_obfuscation: false } },
  },
  {
    name: "foreign-thought-signature",
    protocol: "gemini",
    words: "Thought signature is not valid.",
    before: {
      contents: [
        {
          role: "model",
          parts: [{ functionCall: { name: "n", args: { thoughtSignature: 1 } }, thoughtSignature: "Cq" }],
        },
      ],
    },
    after: {
      contents: [
        {
          role: "model",
          parts: [
            {
              functionCall: { name: "n", args: { thoughtSignature: 1 } },
              thoughtSignature: "skip_thought_signature_validator",
            },
          ],
        },
      ],
    },
  },
];

const cause = (protocol: Protocol, message: string, status = 400): FailureCause => ({
  ...{ kind: "status", status, headers: [], body: Buffer.from(JSON.stringify({ error: { message } })) },
  ...{ protocol, message },
});

const client = ({ protocol, translated }: Golden): Protocol => {
  const other = protocol === "anthropic" ? "openai-chat" : "anthropic";
  return translated ? other : protocol;
};

describe("rectifiers", () => {
  it.each(GOLDEN)("$name: $words", (golden) => {
    const { name, protocol, words, before, after } = golden;
    const rectifier = findRectifier(cause(protocol, words), client(golden));
    expect(rectifier?.name).toBe(name);
    for (const text of [JSON.stringify(before), ` ${JSON.stringify(before, null, 2)}\n`]) {
      const bytes = Buffer.from(text);
      const changes = rectifier?.changes({ bytes, outline: outlineJson(bytes) }, words, PROVIDER) ?? [];
      if (after === null) expect(changes).toEqual([]);
      else expect(JSON.parse(applyChanges(bytes, changes).toString())).toEqual(after);
    }
  });

  it.each([
    ["another status", cause("anthropic", "Invalid `signature` in `thinking` block", 500), "anthropic"],
    ["another protocol", cause("gemini", "Invalid `signature` in `thinking` block"), "gemini"],
    ["other words", cause("anthropic", "messages: at least one message is required"), "anthropic"],
    [
      "a client that speaks the dialect and is wrong in it",
      cause("openai-chat", "Unsupported parameter: 'max_tokens' is not supported with this model."),
      "openai-chat",
    ],
  ] as const)("are none for %s", (_name, failed, protocol) => {
    expect(findRectifier(failed, protocol)).toBeNull();
  });
});
