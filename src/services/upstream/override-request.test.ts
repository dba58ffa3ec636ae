import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CodexOverrides, Provider } from "@/domain/provider/provider";
import { outlineJson } from "@/lib/json-outline";
import { applyChanges } from "./body-change";
import { overrideRequest, type RequestOrigin } from "./override-request";

const NO_CODEX: CodexOverrides = {
  instructionsStrategy: "auto",
  officialInstructions: null,
  reasoningEffort: null,
  reasoningSummary: null,
  textVerbosity: null,
  parallelToolCalls: null,
};

type Settings = Partial<Pick<Provider, "type" | "url" | "cacheTtlPreference" | "context1mPreference">> & {
  readonly codex?: Partial<CodexOverrides>;
};

function override(
  text: string,
  settings: Settings,
  keyTtl: "5m" | "1h" | null = null,
  model = "claude-sonnet-4-5",
  origin: RequestOrigin = { isTranslated: false, sessionKey: "7:sess_1" },
) {
  const bytes = Buffer.from(text);
  const provider = {
    type: "claude" as const,
    url: "https://relay.example/v1",
    cacheTtlPreference: null,
    context1mPreference: null,
    ...settings,
    codex: { ...NO_CODEX, ...settings.codex },
  };
  const { changes, betaFlags } = overrideRequest(
    { bytes, outline: outlineJson(bytes) },
    provider,
    keyTtl,
    model,
    origin,
  );
  const changed = applyChanges(bytes, changes);
  return { changed, text: changed.toString(), isSame: changed === bytes, betaFlags };
}

describe("51: without a setting", () => {
  it.each(["claude", "claude-auth", "codex", "gemini", "gemini-cli", "openai-compatible"] as const)(
    "a provider of type %s gets the very bytes",
    (type) => {
      const { isSame, betaFlags } = override('{"cache_control":{"type":"ephemeral"},"reasoning":{}}', {
        type,
      });
      expect(isSame).toBe(true);
      expect(betaFlags).toEqual({ add: [], removePrefixes: [] });
    },
  );
});

describe("the lifetime of prompt caches", () => {
  const body =
    '{ "system":[{"type":"text","text":"a \\"cache_control\\":{} b","cache_control": {"type":"ephemeral"}}],' +
    '"tools":[{"name":"t","input_schema":{"cache_control":{"type":"ephemeral"}},"cache_control":{"type":"ephemeral","ttl":"5m"}}],' +
    '"messages":[{"role":"user","content":[{"type":"tool_result","content":[{"type":"text","text":"x","cache_control":{ "ttl" : "1h" , "type":"ephemeral"}}]}]},' +
    '{"role":"assistant","content":[{"type":"tool_use","input":{"n":9007199254740993,"cache_control":{"type":"ephemeral"}},"cache_control":null}]}],"_x":1.0 }';

  it("55: is set at every marker, and no other byte changes, those of tools' data included", () => {
    const hour = override(body, { cacheTtlPreference: "1h" });
    expect(hour.text).toBe(
      body
        .replace(
          '"cache_control": {"type":"ephemeral"}}]',
          '"cache_control": {"type":"ephemeral","ttl":"1h"}}]',
        )
        .replace('"ttl":"5m"', '"ttl":"1h"'),
    );
    expect(hour.betaFlags.add).toEqual(["extended-cache-ttl-2025-04-11"]);
    const short = override(body, { cacheTtlPreference: "5m" });
    expect(short.text).toBe(
      body
        .replace(
          '"cache_control": {"type":"ephemeral"}}]',
          '"cache_control": {"type":"ephemeral","ttl":"5m"}}]',
        )
        .replace('"ttl" : "1h"', '"ttl" : "5m"'),
    );
    expect(short.betaFlags.add).toEqual([]);
  });

  it("is the key's before the provider's", () => {
    expect(override(body, { cacheTtlPreference: "1h" }, "5m").text).toContain(
      '{"type":"ephemeral","ttl":"5m"}}]',
    );
  });

  it("is nobody's business where nothing is cached", () => {
    for (const text of ['{"messages":[]}', '{"cache_control":null}', '{"cache_control":{"type":"other"}}']) {
      const { isSame, betaFlags } = override(text, { cacheTtlPreference: "1h" });
      expect(isSame).toBe(true);
      expect(betaFlags.add).toEqual([]);
    }
  });

  it("is set the same way each time, so that turns stay prefixes of one another (24)", () => {
    const marker = '{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}';
    const turn = (more: string) =>
      override(`{"messages":[${marker}${more}]}`, { cacheTtlPreference: "1h" }).text;
    expect(turn(`,${marker}`).startsWith(turn("").slice(0, -2))).toBe(true);
  });
});

describe("a context of a million tokens", () => {
  it.each([
    ["force_enable", "claude-sonnet-4-5", ["context-1m-2025-08-07"], []],
    ["force_enable", "claude-sonnet-4-5-20250929", ["context-1m-2025-08-07"], []],
    ["force_enable", "claude-sonnet-4", ["context-1m-2025-08-07"], []],
    ["force_enable", "claude-sonnet-45", [], []],
    ["force_enable", "claude-haiku-4-5", [], []],
    ["disabled", "claude-sonnet-4-5", [], ["context-1m-"]],
    [null, "claude-sonnet-4-5", [], []],
  ] as const)("when %s, for %s", (context1mPreference, model, add, removePrefixes) => {
    const { betaFlags, isSame } = override("{}", { context1mPreference }, null, model);
    expect(betaFlags).toEqual({ add, removePrefixes });
    expect(isSame).toBe(true);
  });
});

describe("what an admin fixes for Codex", () => {
  const codex = (text: string, settings: Partial<CodexOverrides>) =>
    override(text, { type: "codex", codex: settings }).text;
  const all = {
    reasoningEffort: "high",
    reasoningSummary: "auto",
    textVerbosity: "low",
    parallelToolCalls: false,
  };

  it.each([
    [
      "{}",
      '{"parallel_tool_calls":false,"reasoning":{"effort":"high","summary":"auto"},"text":{"verbosity":"low"}}',
    ],
    [
      '{"reasoning":{"effort":"low"},"text":null,"n":1.0} ',
      '{"reasoning":{"effort":"high","summary":"auto"},"text":{"verbosity":"low"},"n":1.0,"parallel_tool_calls":false} ',
    ],
    [
      '{ "parallel_tool_calls" : true, "text":{ }, "reasoning": { "summary" : "detailed", "x":9007199254740993 } }',
      '{ "parallel_tool_calls" : false, "text":{ "verbosity":"low"}, "reasoning": { "summary" : "auto", "x":9007199254740993 ,"effort":"high"} }',
    ],
  ])("is set in %s", (text, expected) => {
    expect(codex(text, all)).toBe(expected);
  });

  it("leaves what is not fixed", () => {
    const text = '{"reasoning":{"effort":"low","summary":"auto"}}';
    expect(codex(text, { reasoningEffort: "xhigh" })).toBe(
      '{"reasoning":{"effort":"xhigh","summary":"auto"}}',
    );
    expect(codex(text, { parallelToolCalls: true })).toBe(
      '{"reasoning":{"effort":"low","summary":"auto"},"parallel_tool_calls":true}',
    );
  });

  it("sets every one of equal names, since readers differ in which one counts", () => {
    expect(codex('{"text":{"verbosity":"a","verbosity":"b"},"text":{}}', { textVerbosity: "low" })).toBe(
      '{"text":{"verbosity":"low","verbosity":"low"},"text":{"verbosity":"low"}}',
    );
  });

  it("agrees with setting the members of the parsed body", () => {
    const member = fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), member, (rest, reasoning) => {
        const body = JSON.parse(JSON.stringify({ ...rest, reasoning })) as Record<string, unknown>;
        const isObject = typeof reasoning === "object" && reasoning !== null && !Array.isArray(reasoning);
        const kept = isObject ? (body.reasoning as object) : {};
        expect(JSON.parse(codex(JSON.stringify(body), { reasoningEffort: "high" }))).toEqual({
          ...body,
          reasoning: { ...kept, effort: "high" },
        });
      }),
    );
  });
});

describe("the instructions a Codex upstream sees", () => {
  const forced = { instructionsStrategy: "force_official", officialInstructions: "You are Codex." } as const;
  const item = (role: string, text: string) => ({
    type: "message",
    role,
    content: [{ type: "input_text", text }],
  });
  const send = (body: string, codex: Partial<CodexOverrides>) => override(body, { type: "codex", codex });

  it.each<[string, string, unknown]>([
    ["none", '{"input":[{"role":"user"}]}', { input: [{ role: "user" }] }],
    ["the same", '{"instructions":"You are Codex.","input":[]}', { input: [] }],
    [
      "others, before a list",
      '{"instructions":"Be \\u00e4 pirate.","input":[{"role":"user"}]}',
      { input: [item("developer", "Be ä pirate."), { role: "user" }] },
    ],
    ["others, before nothing", '{"input":[],"instructions":"a"}', { input: [item("developer", "a")] }],
    [
      "others, before a text",
      '{"instructions":"a","input":"hi"}',
      { input: [item("developer", "a"), item("user", "hi")] },
    ],
  ])("are the admin's where they are forced, the client's follow: %s", (_, body, expected) => {
    expect(JSON.parse(send(body, forced).text)).toEqual({
      instructions: "You are Codex.",
      ...(expected as object),
    });
  });

  it.each<Partial<CodexOverrides>>([
    { ...forced, instructionsStrategy: "auto" },
    { ...forced, instructionsStrategy: "keep_original" },
    { ...forced, officialInstructions: null },
  ])("51: are the client's otherwise: %j", (codex) => {
    expect(send('{ "instructions" : "a", "input":"hi" }', codex).isSame).toBe(true);
  });
});

describe("a request that was translated for a Codex provider", () => {
  const translated: RequestOrigin = { isTranslated: true, sessionKey: "7:sess_1" };
  const send = (body: object, url: string) =>
    JSON.parse(override(JSON.stringify(body), { type: "codex", url }, null, "gpt-5", translated).text);
  const refused = {
    temperature: 1,
    model: "gpt-5",
    top_p: 1,
    max_output_tokens: 9,
    store: true,
    top_logprobs: 2,
  };

  it("has nothing that Codex never sends, and the key of its conversation", () => {
    const sent = send(refused, "https://relay.example/v1");
    expect(sent).toEqual({
      model: "gpt-5",
      store: false,
      parallel_tool_calls: true,
      prompt_cache_key: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    });
    expect(send({ model: "gpt-5" }, "https://relay.example/v1").prompt_cache_key).toBe(sent.prompt_cache_key);
    const kept = { model: "gpt-5", parallel_tool_calls: false, store: false, prompt_cache_key: "k" };
    expect(send(kept, "https://relay.example/v1")).toEqual(kept);
  });

  it("keeps all of it for OpenAI's own API", () => {
    const { prompt_cache_key: _, ...sent } = send(refused, "https://api.openai.com/v1");
    expect(sent).toEqual(refused);
  });
});
