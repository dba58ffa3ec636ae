import { describe, expect, it } from "vitest";
import { anthropicRequest } from "../../../dev/fake-upstream/strict/anthropic";
import type { JsonObject } from "../ir/opaque";
import { type MediaPart, PLAIN, textPart } from "../ir/part";
import type { Turn } from "../ir/request";
import { TranslationError } from "../ir/translation-error";
import { encodeFor, toolCall, toolResult, turn } from "./test-support";

const MODEL = "claude-sonnet-4-5";
const hello = turn("user", textPart("hello"));

function encodeTurns(...turns: readonly Turn[]) {
  const encoded = encodeFor(MODEL, { turns });
  expect(anthropicRequest.safeParse(encoded.body).error?.issues ?? []).toEqual([]);
  return { messages: encoded.body.messages, losses: encoded.losses };
}

const text = (value: string) => ({ type: "text", text: value });
const use = (id: string, input = {}) => ({ type: "tool_use", id, name: "f", input });
const result = (id: string, value = "ok") => ({
  type: "tool_result",
  tool_use_id: id,
  content: [text(value)],
});

describe("the order of turns", () => {
  it("makes one turn of several of the same role, and leaves blank texts out", () => {
    const { messages } = encodeTurns(
      hello,
      turn("user", textPart(" \n"), textPart("again")),
      turn("assistant", textPart("")),
      turn("user", textPart("there?")),
    );
    expect(messages).toEqual([{ role: "user", content: [text("hello"), text("again"), text("there?")] }]);
  });

  it("puts the results of parallel calls first in the turn behind them", () => {
    const { messages } = encodeTurns(
      hello,
      turn("assistant", toolCall("a")),
      turn("assistant", toolCall("b")),
      turn("user", textPart("by the way"), toolResult("b")),
      turn("user", toolResult("a")),
    );
    expect(messages).toEqual([
      { role: "user", content: [text("hello")] },
      { role: "assistant", content: [use("a"), use("b")] },
      { role: "user", content: [result("b"), result("a"), text("by the way")] },
    ]);
  });

  it("brings a late result back to its call", () => {
    const { messages } = encodeTurns(
      hello,
      turn("assistant", toolCall("a")),
      turn("assistant", textPart("working")),
      turn("user", textPart("well?")),
      turn("assistant", textPart("soon")),
      turn("user", toolResult("a")),
      turn("assistant", toolCall("b")),
      turn("user", toolResult("b")),
    );
    expect(messages).toEqual([
      { role: "user", content: [text("hello")] },
      { role: "assistant", content: [use("a"), text("working")] },
      { role: "user", content: [result("a"), text("well?")] },
      { role: "assistant", content: [text("soon"), use("b")] },
      { role: "user", content: [result("b")] },
    ]);
  });

  it("takes a result that is repeated once", () => {
    const { messages } = encodeTurns(
      hello,
      turn("assistant", toolCall("a")),
      turn("user", toolResult("a"), toolResult("a")),
      turn("user", toolResult("a", "again")),
    );
    expect(messages).toHaveLength(3);
    expect(messages).toMatchObject([{}, {}, { content: [result("a")] }]);
  });

  it("tells calls apart whose client numbers them anew in each turn", () => {
    const { messages } = encodeTurns(
      hello,
      turn("assistant", toolCall("call_0")),
      turn("user", toolResult("call_0", "one")),
      turn("assistant", toolCall("call_0")),
      turn("user", toolResult("call_0", "two")),
    );
    const second = expect.stringMatching(/^call_0_2_[0-9a-f]{8}$/);
    expect(messages).toMatchObject([
      {},
      { content: [{ id: "call_0" }] },
      { content: [result("call_0", "one")] },
      { content: [{ id: second }] },
      { content: [{ tool_use_id: second, content: [text("two")] }] },
    ]);
  });

  it("maps ids that Anthropic refuses, the same way each time", () => {
    const turns = [hello, turn("assistant", toolCall("f:0/é")), turn("user", toolResult("f:0/é"))];
    const { messages } = encodeTurns(...turns);
    const later = encodeTurns(...turns, turn("assistant", textPart("x"))).messages;
    expect(later).toMatchObject([...(messages as JsonObject[]), {}]);
    expect(messages).toMatchObject([
      {},
      { content: [{ id: expect.stringMatching(/^f_0___[0-9a-f]{8}$/) }] },
      {},
    ]);
  });

  it.each<[string, Turn[]]>([
    ["a call without a result", [hello, turn("assistant", toolCall("a")), hello]],
    ["a last turn with a call", [hello, turn("assistant", toolCall("a"))]],
    ["a result without a call", [turn("user", toolResult("a"))]],
    ["a call with an id of the client's own", [hello, turn("assistant", toolCall("b:/ a ", "f")), hello]],
  ])("refuses %s, naming it", (_, turns) => {
    const refusal = expect.objectContaining({
      code: "untranslatable",
      message: expect.stringContaining(" a "),
    });
    expect(() => encodeTurns(...turns)).toThrow(refusal);
  });

  it("adds a user's turn where the assistant begins, and trims where it ends", () => {
    const { messages, losses } = encodeTurns(
      turn("assistant", textPart("Hi")),
      hello,
      turn("assistant", textPart("So ")),
    );
    expect(messages).toMatchObject([
      { role: "user" },
      { role: "assistant", content: [text("Hi")] },
      { role: "user" },
      { role: "assistant", content: [text("So")] },
    ]);
    expect(losses).toMatchObject([{ feature: "conversation-state", kind: "approximated" }]);
  });
});

describe("instructions", () => {
  const be = (role: "system" | "developer", value: string) => ({ role, parts: [textPart(value)], own: null });

  it("before the conversation are the system prompt, whoever gave them", () => {
    const { body, losses } = encodeFor(MODEL, {
      instructions: [be("system", "kind"), be("developer", "brief")],
    });
    expect(body.system).toEqual([text("kind"), text("brief")]);
    expect(losses).toEqual([]);
  });

  it("inside it are reminders in the user's turn", () => {
    const { messages, losses } = encodeTurns(
      hello,
      turn("assistant", toolCall("a")),
      turn("developer", textPart("be brief")),
      turn("user", toolResult("a")),
    );
    expect(messages).toMatchObject([
      {},
      {},
      { role: "user", content: [result("a"), text("<system-reminder>\nbe brief\n</system-reminder>")] },
    ]);
    expect(losses).toMatchObject([{ feature: "instruction-role", kind: "approximated" }]);
  });

  it("alone are the user's turn", () => {
    const { body, losses } = encodeFor(MODEL, { turns: [], instructions: [be("system", "write a poem")] });
    expect(body).toMatchObject({ messages: [{ role: "user", content: [text("write a poem")] }] });
    expect(body).not.toHaveProperty("system");
    expect(losses).toMatchObject([{ feature: "instruction-role" }]);
  });

  it("are needed where there are no turns", () => {
    expect(() => encodeFor(MODEL, { turns: [turn("user", textPart(" "))] })).toThrow(TranslationError);
  });
});

describe("thoughts", () => {
  const thought = (value: string, protocol: "anthropic" | "gemini" | null, words = "hm") =>
    ({
      kind: "reasoning",
      text: words,
      opaque: protocol && { protocol, value },
      isRedacted: false,
      ...PLAIN,
    }) as const;

  it("go back to Claude alone", () => {
    const { messages, losses } = encodeTurns(
      hello,
      turn(
        "assistant",
        thought("Sig", "anthropic"),
        thought("x", "gemini"),
        thought("x", "gemini", ""),
        textPart("yes"),
      ),
      hello,
    );
    expect(messages).toMatchObject([
      {},
      { content: [{ type: "thinking", thinking: "hm", signature: "Sig" }, text("yes")] },
      {},
    ]);
    expect(losses.map(({ feature }) => feature)).toEqual(["reasoning-content", "opaque-content"]);
  });

  it("do not end a turn", () => {
    const { messages, losses } = encodeTurns(hello, turn("assistant", thought("Sig", "anthropic")), hello);
    expect(messages).toMatchObject([{ role: "user" }, { role: "user" }]);
    expect(losses).toMatchObject([{ feature: "reasoning-content" }]);
  });
});

describe("media", () => {
  const media = (mediaType: string | null, source: MediaPart["source"]): MediaPart => ({
    kind: "media",
    mediaType,
    source,
    name: null,
    detail: null,
    ...PLAIN,
  });
  const png = "iVBORw0KGgoAAA";

  it.each<[MediaPart, object]>([
    [media("image/*", { kind: "base64", data: png }), { source: { media_type: "image/png", data: png } }],
    [media("image/jpeg", { kind: "base64", data: "AAAA" }), { source: { media_type: "image/jpeg" } }],
    [media(null, { kind: "base64", data: "JVBERi0x" }), { type: "document" }],
    [media("text/csv", { kind: "base64", data: "YSxi" }), { source: { type: "text", data: "a,b" } }],
    [media("image/*", { kind: "url", url: "https://x.test/a" }), { type: "image", source: { type: "url" } }],
    [media(null, { kind: "url", url: "https://x.test/a.PDF?b" }), { type: "document" }],
    [media("text/plain", { kind: "text", text: "a" }), { type: "document" }],
  ])("%j is a block", (part, block) => {
    expect(encodeTurns(turn("user", part)).messages).toMatchObject([{ content: [block] }]);
  });

  it("of a kind Claude cannot read is refused in the user's words", () => {
    const audio = media("audio/wav", { kind: "base64", data: "AAAA" });
    expect(() => encodeTurns(turn("user", audio))).toThrow(
      /turns\[0\]\.parts\[0\]: Claude cannot read audio\/wav/,
    );
  });

  it("elsewhere is lost, as another vendor's file is", () => {
    const audio = media("audio/wav", { kind: "base64", data: "AAAA" });
    const file = media(null, { kind: "file-id", id: "file-1", protocol: "openai-responses" });
    const { losses } = encodeTurns(
      turn("user", textPart("hello"), file),
      turn("assistant", media("image/png", { kind: "base64", data: png }), toolCall("a")),
      turn("user", {
        kind: "tool-result",
        callId: "a",
        name: null,
        form: "function",
        content: [audio],
        isError: false,
        ...PLAIN,
      }),
    );
    expect(losses.map(({ feature }) => feature)).toEqual(["file-id", "media", "tool-result-media"]);
  });
});
