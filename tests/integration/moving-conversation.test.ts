import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestHub, type TestCaller, type TestHub } from "../support/hub";
import { complaintsAbout } from "../support/sdks/upstream-view";

/**
 * A conversation as Claude Code leads it: ten turns with a tool each, answered by Anthropic up to the fourth, by a
 * provider of another protocol up to the seventh, and by Anthropic again from the eighth on.
 */

// biome-ignore lint/suspicious/noExplicitAny: a client's own messages
type Json = any;

const MODEL = "claude-opus-4-5";
const ANTHROPIC = { name: "native", provider_type: "claude", priority: 1 };
const OTHERS = [
  { provider_type: "codex", to: "gpt-5", protocol: "openai-responses" },
  { provider_type: "openai-compatible", to: "gpt-5", protocol: "openai-chat" },
  { provider_type: "gemini", to: "gemini-2.5-pro", protocol: "gemini" },
] as const;

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const HEAD = {
  model: MODEL,
  max_tokens: 32_000,
  system: [
    { type: "text", text: "x-anthropic-billing-header: cc_version=2.1" },
    { type: "text", text: "You are a coding agent.", cache_control: { type: "ephemeral" } },
  ],
  thinking: { type: "enabled", budget_tokens: 10_000 },
  metadata: { user_id: '{"device_id":"d","account_uuid":"a","session_id":"s"}' },
  tools: [
    {
      name: "Bash",
      description: "Runs a command",
      input_schema: {
        type: "object",
        properties: { command: { type: "string" } },
        required: ["command"],
        additionalProperties: false,
        $schema: "http://json-schema.org/draft-07/schema#",
      },
    },
  ],
};

/** Asks with the conversation so far, and puts the answer behind it. */
async function say({ key }: TestCaller, messages: Json[], content: unknown): Promise<Json[]> {
  messages.push({ role: "user", content });
  const response = await hub.post("/v1/messages", key, { ...HEAD, messages });
  expect(response.status).toBe(200);
  const answer = (await response.json()) as Json;
  messages.push({ role: "assistant", content: answer.content });
  return answer.content;
}

/** One turn: a question, a call of a tool with thinking before it, its result, and the last word. */
async function turn(caller: TestCaller, messages: Json[], number: number): Promise<void> {
  const toolCalls = [{ name: "Bash", input: { command: `echo ${number}` } }];
  hub.upstream.enqueue(
    { thinking: `thought ${number}`, text: `Look ${number}.`, toolCalls },
    { text: `Done ${number}.` },
  );
  const called = await say(caller, messages, [{ type: "text", text: `question ${number}` }]);
  const use = called.find(({ type }) => type === "tool_use");
  expect(use).toMatchObject({ name: "Bash", input: { command: `echo ${number}` } });
  const result = { type: "tool_result", tool_use_id: use.id, content: `output ${number}` };
  expect(await say(caller, messages, [result])).toMatchObject([{ type: "text", text: `Done ${number}.` }]);
}

const bodyOf = (at: number): Json => JSON.parse(hub.upstream.requests.at(at)?.body.toString() ?? "");

it.each(OTHERS)(
  "changes to $protocol at turn 5 and back at turn 8, and loses nothing but thinking",
  async ({ provider_type, to, protocol }) => {
    hub.upstream.reset();
    const group = `moving-${protocol}`;
    const native = await hub.addProvider({ ...ANTHROPIC, group_tag: group });
    const other = await hub.addProvider({
      ...{ name: protocol, provider_type, group_tag: group, priority: 2 },
      ...{ join_claude_pool: true, model_redirects: { "claude-*": to } },
    });
    const caller = await hub.addCaller({ name: group, providerGroup: group });
    const messages: Json[] = [];
    for (let number = 1; number <= 10; number++) {
      if (number === 5) await hub.call("providers/editProvider", { providerId: native, is_enabled: false });
      if (number === 8) await hub.call("providers/editProvider", { providerId: native, is_enabled: true });
      // A conversation stays where it was answered last, as long as somebody is there.
      if (number === 8) await hub.call("providers/editProvider", { providerId: other, is_enabled: false });
      await turn(caller, messages, number);
      const isMoved = number >= 5 && number <= 7;
      const { dialect } = hub.upstream.requests.at(-1) ?? {};
      expect([number, dialect]).toEqual([number, isMoved ? protocol : "anthropic"]);
      if (dialect) expect([number, complaintsAbout(dialect, bodyOf(-1))]).toEqual([number, []]);
    }
    expectStableIds(messages);
    expectNothingLost(messages, protocol);
  },
);

/** Every call has an id of its own, which its result names, and which every upstream was told the same. */
function expectStableIds(messages: Json[]): void {
  const blocks = messages.flatMap(({ content }) => content);
  const ids = blocks.filter(({ type }) => type === "tool_use").map(({ id }) => id);
  expect(new Set(ids).size).toBe(10);
  expect(blocks.filter(({ type }) => type === "tool_result").map((block) => block.tool_use_id)).toEqual(ids);
  const last = bodyOf(-1).messages.flatMap(({ content }: Json) => content);
  const lastIds = last.filter(({ type }: Json) => type === "tool_use").map(({ id }: Json) => id);
  expect(lastIds).toEqual(ids);
}

function expectNothingLost(messages: Json[], protocol: string): void {
  const moved =
    hub.upstream.requests
      .filter(({ dialect }) => dialect === protocol)
      .at(-1)
      ?.body.toString() ?? "";
  for (let number = 1; number <= 7; number++) {
    for (const word of [`question ${number}`, `echo ${number}`, `output ${number}`, `Look ${number}.`])
      expect(moved).toContain(word);
  }
  expect(moved).not.toContain("cache_control");
  const sent = hub.upstream.requests.at(-1)?.body.toString() ?? "";
  expect(sent).not.toContain("cch1.");
  // Back home: what the client sent, without the thoughts of others.
  const own = messages.slice(0, -1).map(({ role, content }) => ({
    ...{ role, content: content.filter(({ signature = "" }: Json) => !signature.startsWith("cch1.")) },
  }));
  expect(bodyOf(-1).messages).toEqual(own);
  const thoughts = bodyOf(-1).messages.flatMap(({ content }: Json) =>
    content.filter(({ type }: Json) => type === "thinking"),
  );
  expect(thoughts.map(({ thinking }: Json) => thinking)).toEqual(
    [1, 2, 3, 4, 8, 9, 10].map((number) => `thought ${number}`),
  );
}
