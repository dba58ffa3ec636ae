import { describe, expect, it } from "vitest";
import { encodeGemini as encode } from "../../../tests/support/strict-requests";
import type { JsonObject } from "../ir/opaque";
import { type Part, PLAIN, textPart } from "../ir/part";
import { TranslationError } from "../ir/translation-error";
import { call, lossesOf, media, result, turn } from "./encode-request.fixtures";

describe("contents", () => {
  it("have all results right behind their calls, in the calls' order, whatever stands between", () => {
    const { body } = encode({
      turns: [
        turn("user", textPart("go")),
        turn("assistant", textPart("both"), call("a", "read", '{"n":1}'), call("b", "list")),
        turn("user", result("b", "2"), textPart("and hurry")),
        turn("user", result("a", "1", true)),
        turn("assistant", call("c", "read")),
        turn("user", textPart("never mind")),
      ],
    });
    expect(body.contents).toEqual([
      { role: "user", parts: [{ text: "go" }] },
      {
        role: "model",
        parts: [
          { text: "both" },
          {
            functionCall: { id: "a", name: "read", args: { n: 1 } },
            thoughtSignature: "skip_thought_signature_validator",
          },
          { functionCall: { id: "b", name: "list", args: {} } },
        ],
      },
      {
        role: "user",
        parts: [
          { functionResponse: { id: "a", name: "read", response: { error: "1" } } },
          { functionResponse: { id: "b", name: "list", response: { output: "2" } } },
          { text: "and hurry" },
        ],
      },
      {
        role: "model",
        parts: [
          {
            functionCall: { id: "c", name: "read", args: {} },
            thoughtSignature: "skip_thought_signature_validator",
          },
        ],
      },
      {
        role: "user",
        parts: [
          {
            functionResponse: {
              id: "c",
              name: "read",
              response: { error: "The call was interrupted; there is no result." },
            },
          },
          { text: "never mind" },
        ],
      },
    ]);
  });

  it("begin with the user, and keep what a stray result says", () => {
    const { body, losses } = encode({
      turns: [turn("assistant", textPart("hello")), turn("user", result("x", "7"))],
    });
    expect(body.contents).toMatchObject([
      { role: "user" },
      { role: "model", parts: [{ text: "hello" }] },
      { role: "user", parts: [{ text: "Result of a tool: 7" }] },
    ]);
    expect(losses).toHaveLength(1);
  });

  it("sign the first call of each step of the turn under way", () => {
    const signed: Part = {
      kind: "reasoning",
      text: "",
      opaque: { protocol: "gemini", value: "c2ln" },
      isRedacted: false,
      ...PLAIN,
    };
    const { body } = encode(
      {
        turns: [
          turn("user", textPart("one")),
          turn("assistant", call("a", "f")),
          turn("user", result("a", "")),
          turn("assistant", textPart("done")),
          turn("user", textPart("two")),
          turn("assistant", signed, call("b", "f")),
          turn("user", result("b", "")),
          turn("assistant", call("c", "f"), call("d", "f")),
          turn("user", result("c", ""), result("d", "")),
        ],
      },
      "gemini-3-pro-preview",
    );
    const signatures = (body.contents as { parts: { functionCall?: object; thoughtSignature?: string }[] }[])
      .flatMap(({ parts }) => parts)
      .flatMap((part) => (part.functionCall ? [part.thoughtSignature] : []));
    expect(signatures).toEqual([undefined, "c2ln", "skip_thought_signature_validator", undefined]);
  });

  it("drop what other models thought, and say so", () => {
    const foreign: Part = {
      kind: "reasoning",
      text: "hm",
      opaque: { protocol: "anthropic", value: "EqQB" },
      isRedacted: false,
      ...PLAIN,
    };
    const encoded = encode({
      turns: [turn("user", textPart("a")), turn("assistant", foreign, textPart("b"))],
    });
    expect(JSON.stringify(encoded.body)).not.toMatch(/hm|EqQB/);
    expect(lossesOf(encoded)).toEqual(["reasoning-content dropped", "opaque-content dropped"]);
  });

  it.each<[Part, JsonObject]>([
    [
      media({ kind: "base64", data: "iVBORw0KGgo=" }, null),
      { inlineData: { mimeType: "image/png", data: "iVBORw0KGgo=" } },
    ],
    [
      media({ kind: "base64", data: "AAAA" }, "audio/wav"),
      { inlineData: { mimeType: "audio/wav", data: "AAAA" } },
    ],
    [
      media({ kind: "url", url: "https://x.example/a.webp?b=1" }, "image/*"),
      { fileData: { mimeType: "image/webp", fileUri: "https://x.example/a.webp?b=1" } },
    ],
    [media({ kind: "text", text: "plain" }, "text/plain"), { text: "plain" }],
    [
      media({ kind: "file-id", id: "files/abc", protocol: "gemini" }, "application/pdf"),
      { fileData: { mimeType: "application/pdf", fileUri: "files/abc" } },
    ],
  ])("take media as %j", (part, wire) => {
    expect(encode({ turns: [turn("user", part)] }).body.contents).toEqual([{ role: "user", parts: [wire] }]);
  });

  it.each<Part>([
    media({ kind: "file-id", id: "file-1", protocol: "openai-responses" }, "image/png"),
    media({ kind: "base64", data: "AAAA" }, null),
    media({ kind: "url", url: "ftp://x.example/a" }, "image/png"),
  ])("refuse what Gemini could not read: %j", (part) => {
    expect(() => encode({ turns: [turn("user", part)] })).toThrow(TranslationError);
  });

  it("have media of results inside them for Gemini 3, behind them before", () => {
    const image = media({ kind: "base64", data: "iVBORw0KGgo=" }, "image/png");
    const shown: Part = {
      ...(result("a", "see") as Part & { kind: "tool-result" }),
      content: [textPart("see"), image],
    };
    const turns = [turn("user", textPart("x")), turn("assistant", call("a", "shot")), turn("user", shown)];
    const [, , inside] = encode({ turns }, "gemini-3-flash").body.contents as { parts: JsonObject[] }[];
    expect(inside?.parts).toHaveLength(1);
    expect(inside?.parts[0]?.functionResponse).toMatchObject({
      parts: [{ inlineData: { mimeType: "image/png" } }],
    });
    const before = encode({ turns });
    expect((before.body.contents as { parts: JsonObject[] }[])[2]?.parts[1]).toHaveProperty("inlineData");
    expect(lossesOf(before)).toEqual(["tool-result-media approximated"]);
  });
});
