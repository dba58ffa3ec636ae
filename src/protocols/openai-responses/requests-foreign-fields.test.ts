import { describe, expect, it } from "vitest";
import { checkForeignFields } from "../ir/check-foreign-fields";
import type { JsonObject } from "../ir/opaque";
import { TranslationError } from "../ir/translation-error";
import { decode, FIXTURES } from "./requests.fixtures";

describe("checkForeignFields", () => {
  it("lets nothing through that needs OpenAI's memory", () => {
    const bodies: JsonObject[] = [
      { input: "x", previous_response_id: "resp_1" },
      { input: "x", conversation: { id: "conv_1" } },
      { input: "x", background: true },
      { input: [{ type: "item_reference", id: "msg_1" }] },
      { input: [{ id: "msg_1" }] },
    ];
    for (const body of bodies) {
      expect(() => checkForeignFields(decode(body), "anthropic")).toThrow(TranslationError);
      expect(checkForeignFields(decode(body), "openai-responses")).toEqual([]);
    }
  });

  it("reports what other protocols have no place for, and nothing that Codex always says", () => {
    const request = decode({
      input: "x",
      truncation: "auto",
      include: ["web_search_call.results"],
      later: 1,
    });
    expect(
      checkForeignFields(request, "gemini")
        .map(({ feature }) => feature)
        .sort(),
    ).toEqual([...["include", "truncation", "unknown-field"]]);
    for (const { body } of FIXTURES) expect(checkForeignFields(decode(body), "anthropic")).toEqual([]);
  });
});
