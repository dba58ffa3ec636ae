import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PROTOCOLS } from "@/domain/protocol";
import { complaintsAbout, viewOf } from "../../tests/support/sdks/upstream-view";
import { codecOf } from "./codecs";
import type { JsonObject } from "./ir/opaque";
import { TranslationError } from "./ir/translation-error";

const CODEX = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../tests/fixtures/clients/codex-1.json`, "utf8"),
).body as JsonObject;

const decode = (body: JsonObject) =>
  codecOf("openai-responses").decodeRequest({ body, wantsStream: true }).value;

const TARGET = { model: "some-model", wantsStream: true, modelMaxOutputTokens: null };

describe.each(PROTOCOLS.filter((protocol) => protocol !== "openai-responses"))(
  "what only Responses knows, on its way to %s",
  (protocol) => {
    const { encodeRequest, count } = codecOf(protocol);

    it("is not told as lost where Codex says it and nothing depends on it", () => {
      const features = encodeRequest(decode(CODEX), TARGET).losses.map(({ feature }) => feature);
      expect(features).not.toContain("unknown-field");
      expect(features).not.toContain("include");
    });

    it("is refused where the answer, or the number of tokens, would be wrong without it", () => {
      const request = decode({ input: "and now?", previous_response_id: "resp_1" });
      expect(() => encodeRequest(request, TARGET)).toThrow(TranslationError);
      if (count) expect(() => count.encodeRequest(request, TARGET)).toThrow(TranslationError);
    });
  },
);

describe.each(PROTOCOLS.filter((protocol) => protocol !== "anthropic"))(
  "the result of Claude Code's tool search, on its way to %s",
  (protocol) => {
    const sent = (...content: readonly JsonObject[]) => {
      const body = {
        messages: [
          { role: "user", content: "hi" },
          {
            role: "assistant",
            content: [{ type: "tool_use", id: "toolu_1", name: "ToolSearch", input: {} }],
          },
          { role: "user", content: [{ type: "tool_result", tool_use_id: "toolu_1", content }] },
        ],
      };
      const { value } = codecOf("anthropic").decodeRequest({ body, wantsStream: true });
      return codecOf(protocol).encodeRequest(value, TARGET);
    };

    it("is told in words", () => {
      const { body, losses } = sent({ type: "tool_reference", tool_name: "TaskCreate" });
      expect(complaintsAbout(protocol, body)).toEqual([]);
      expect(viewOf(protocol, body).results).toEqual([
        "The tool TaskCreate is loaded and can be called now.",
      ]);
      expect(losses.map(({ feature }) => feature)).not.toContain("opaque-content");
    });

    it("is an empty text where nothing of it can be told", () => {
      const { body, losses } = sent({ type: "later", what: 1 });
      expect(complaintsAbout(protocol, body)).toEqual([]);
      expect(viewOf(protocol, body).results).toEqual([""]);
      expect(losses.map(({ feature }) => feature)).toContain("opaque-content");
    });
  },
);

it("24: what Claude Code tells Anthropic's billing goes back to Anthropic, and to nobody else", () => {
  const text = "x-anthropic-billing-header: cc_version=2.1.330.7a4; cc_entrypoint=sdk-cli;";
  const body = {
    system: [
      { type: "text", text },
      { type: "text", text: "Be brief." },
    ],
    messages: [{ role: "user", content: "hi" }],
  };
  const { value } = codecOf("anthropic").decodeRequest({ body, wantsStream: true });
  for (const protocol of PROTOCOLS) {
    const { system } = viewOf(protocol, codecOf(protocol).encodeRequest(value, TARGET).body);
    expect(system).toBe(protocol === "anthropic" ? `${text}\nBe brief.` : "Be brief.");
  }
  const joined = { ...body, system: `${text}\nBe brief.` };
  const { value: whole } = codecOf("anthropic").decodeRequest({ body: joined, wantsStream: true });
  expect(whole.instructions[0]?.parts[0]?.text).toBe(joined.system);
});
