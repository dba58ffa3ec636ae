import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CreateRequestFilter } from "@/domain/request-filters/schema";
import { findMember, outlineJson } from "@/lib/json-outline";
import { insertRequestFilter } from "@/repository/request-filters";
import { startTestHub, type TestHub } from "../support/hub";

/** What an upstream gets of one turn is how what it gets of the next one begins, so that its prompt cache finds it. */

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub();
  await insertRequestFilter(
    hub.runtime.database.db,
    CreateRequestFilter.parse({
      name: "f",
      scope: "body",
      action: "text_replace",
      target: "secret",
      replacement: "***",
    }),
  );
  await hub.runtime.snapshot.refresh("requestFilters");
});
afterAll(() => hub.close());

const said = [
  "what is é?\\/ 1.0 secret",
  "an answer ümlaut",
  "and then? 12345678901234567890",
  "so be it",
  "thanks, secret",
];
const MARKER = { cache_control: { type: "ephemeral" } };

interface Conversation {
  readonly name: string;
  readonly provider: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly turns: string;
  readonly body: (texts: readonly string[]) => Readonly<Record<string, unknown>>;
}

const roles = (texts: readonly string[], other: string) =>
  texts.map((text, at) => ({ role: at % 2 === 0 ? "user" : other, text }));

const CONVERSATIONS: readonly Conversation[] = [
  {
    name: "Messages, renamed and with another lifetime of its cache markers",
    provider: {
      provider_type: "claude",
      model_redirects: { "claude-sonnet-4-5": "claude-much-longer-name" },
      cache_ttl_preference: "1h",
    },
    path: "/v1/messages",
    turns: "messages",
    body: (texts) => ({
      model: "claude-sonnet-4-5",
      system: [{ type: "text", text: "be kind", ...MARKER }],
      tools: [{ name: "t", input_schema: { type: "object" }, ...MARKER }],
      max_tokens: 5,
      messages: roles(texts, "assistant").map(({ role, text }, at) => ({
        role,
        content: [{ type: "text", text, ...(at === 0 && MARKER) }],
      })),
    }),
  },
  {
    name: "Chat, streamed, asked for its usage",
    provider: { provider_type: "openai-compatible" },
    path: "/v1/chat/completions",
    turns: "messages",
    body: (texts) => ({
      model: "gpt-4.1",
      stream: true,
      messages: roles(texts, "assistant").map(({ role, text }) => ({ role, content: text })),
    }),
  },
  {
    name: "Responses, with overrides",
    provider: {
      provider_type: "codex",
      codex_reasoning_effort_preference: "high",
      codex_text_verbosity_preference: "low",
      codex_parallel_tool_calls_preference: "false",
    },
    path: "/v1/responses",
    turns: "input",
    body: (texts) => ({
      model: "o3",
      input: roles(texts, "assistant").map(({ role, text }) => ({ role, content: text })),
      store: false,
      stream: true,
    }),
  },
  {
    name: "Gemini",
    provider: { provider_type: "gemini" },
    path: "/v1beta/models/gemini-2.5-flash:generateContent",
    turns: "contents",
    body: (texts) => ({
      contents: roles(texts, "model").map(({ role, text }) => ({ role, parts: [{ text }] })),
      systemInstruction: { parts: [{ text: "be kind" }] },
    }),
  },
];

it.each(CONVERSATIONS)("24: of $name", async ({ provider, path, turns, body }) => {
  const group = randomUUID();
  await hub.addProvider({ name: group, group_tag: group, ...provider });
  const caller = await hub.addCaller({ name: group, providerGroup: group });
  const received: Buffer[] = [];
  for (const length of [1, 3, 5]) {
    const before = hub.upstream.requests.length;
    const response = await hub.post(path, caller.key, body(said.slice(0, length)));
    await response.text();
    expect(response.status).toBe(200);
    received.push(...hub.upstream.requests.slice(before).map((request) => request.body));
  }
  expect(received).toHaveLength(3);
  for (const [at, later] of received.entries()) {
    const earlier = received[at - 1];
    if (earlier) expectPrefix(earlier, later, turns);
  }
  expect(received[2]?.includes("secret")).toBe(false);
});

/** All members but the turns are the same bytes in the same order; the turns go on where they ended. */
function expectPrefix(earlier: Buffer, later: Buffer, turns: string): void {
  const [before, after] = [outlineJson(earlier), outlineJson(later)];
  const others = (bytes: Buffer, outline: typeof before) =>
    outline.flatMap(({ key, start, end }) =>
      key === turns ? [key] : [key, bytes.toString("utf8", start, end)],
    );
  expect(others(later, after)).toEqual(others(earlier, before));
  const [from, to] = [findMember(before, turns), findMember(after, turns)];
  if (!from || !to) throw new Error(`there are no ${turns}`);
  const opened = earlier.toString("utf8", from.start, from.end - 1);
  expect(later.toString("utf8", to.start, to.end).startsWith(`${opened},`)).toBe(true);
}
