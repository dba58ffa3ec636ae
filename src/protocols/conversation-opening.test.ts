import { describe, expect, it } from "vitest";
import type { Protocol } from "@/domain/protocol";
import { outlineJson } from "@/lib/json-outline";
import { fingerprintOpening } from "./conversation-opening";
import { adapterOf } from "./registry";

function fingerprint(protocol: Protocol, body: unknown): string | null {
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return fingerprintOpening({ bytes, outline: outlineJson(bytes) }, adapterOf(protocol).opening);
}

const MARK = { cache_control: { type: "ephemeral", ttl: "1h" } };

/** The first turn of a conversation and a later one, which repeats it; then one that begins otherwise. */
const CONVERSATIONS: readonly (readonly [Protocol, object, object, object])[] = [
  [
    "anthropic",
    {
      system: [{ type: "text", text: "be kind", ...MARK }],
      tools: [{ name: "a", ...MARK }],
      messages: [{ role: "user", content: [{ ...MARK, type: "text", text: "hi" }] }],
      stream: true,
    },
    {
      tools: [{ name: "a" }],
      messages: [
        { role: "user", content: [{ type: "text", text: "hi" }] },
        { role: "assistant", content: "hello" },
        { role: "user", content: [{ type: "text", text: "and?", ...MARK }] },
      ],
      system: [{ type: "text", text: "be kind" }],
      max_tokens: 7,
    },
    {
      system: [{ type: "text", text: "be kind" }],
      tools: [{ name: "a" }],
      messages: [{ role: "user", content: "ho" }],
    },
  ],
  [
    "openai-chat",
    {
      messages: [
        { role: "system", content: "s" },
        { role: "user", content: "hi" },
      ],
    },
    {
      messages: [
        { role: "system", content: "s" },
        { role: "user", content: "hi" },
        { role: "assistant", content: "hello" },
      ],
    },
    {
      messages: [
        { role: "system", content: "t" },
        { role: "user", content: "hi" },
      ],
    },
  ],
  [
    "openai-responses",
    { instructions: "s", input: [{ role: "user", content: "hi" }] },
    { instructions: "s", input: [{ role: "user", content: "hi" }, { type: "reasoning" }] },
    { instructions: "s", input: "hi" },
  ],
  [
    "gemini",
    { systemInstruction: { parts: [] }, tools: [{}], contents: [{ parts: [{ text: "hi" }] }] },
    {
      model: "m",
      request: {
        systemInstruction: { parts: [] },
        tools: [{}],
        contents: [{ parts: [{ text: "hi" }] }, { role: "model", parts: [] }],
      },
    },
    { systemInstruction: { parts: [] }, contents: [{ parts: [{ text: "hi" }] }] },
  ],
];

describe("22: a conversation without an id", () => {
  it.each(CONVERSATIONS)("of %s is the same one from its first turn on", (protocol, first, later, other) => {
    const id = fingerprint(protocol, first);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint(protocol, later)).toBe(id);
    expect(fingerprint(protocol, other)).not.toBe(id);
  });

  it("is none before anything was said", () => {
    expect(fingerprint("anthropic", { model: "m" })).toBeNull();
  });

  it("is told by what a tool's data says, markers in strings included", () => {
    const body = (text: string) => ({ messages: [{ role: "user", content: text }] });
    const quoted = '{"cache_control":{"type":"x"}}';
    expect(fingerprint("anthropic", body(quoted))).not.toBe(fingerprint("anthropic", body("{}")));
    const named = { messages: [{ role: "user", content: ["cache_control", "b"] }] };
    expect(fingerprint("anthropic", named)).not.toBe(fingerprint("anthropic", body("b")));
  });
});
