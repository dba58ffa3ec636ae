import { describe, expect, it } from "vitest";
import { outlineJson } from "@/lib/json-outline";
import { applySplices } from "../../../tests/support/apply-splices";
import { askForUsage } from "./stream-usage";

const FACTS = { geminiCliEnvelope: false, tellsStreamUsage: true };

function changed(text: string, facts = FACTS): string | null {
  const bytes = Buffer.from(text);
  const request = { body: { bytes, outline: outlineJson(bytes) }, path: "/v1/chat/completions", query: "" };
  const variant = askForUsage(request, "m", facts);
  return variant && applySplices(text, variant.changes);
}

describe("a stream whose client says nothing of usage", () => {
  it.each([
    [
      '{"stream":true,"messages":[]} ',
      '{"stream":true,"messages":[],"stream_options":{"include_usage":true}} ',
    ],
    [
      '{"stream":true,"messages":[{"a":"}"}],"stream_options":{}\n}',
      '{"stream":true,"messages":[{"a":"}"}],"stream_options":{"include_usage":true}\n}',
    ],
    [
      '{"stream_options":{"x":1 },"stream":true,"messages":[]}',
      '{"stream_options":{"x":1 ,"include_usage":true},"stream":true,"messages":[]}',
    ],
    [
      '{"stream_options":null,"stream":true,"messages":[]}',
      '{"stream_options":{"include_usage":true},"stream":true,"messages":[]}',
    ],
  ])("52: %s gets the option and nothing else", (text, expected) => {
    expect(changed(text)).toBe(expected);
    expect(JSON.parse(expected).stream_options.include_usage).toBe(true);
  });
});

it.each([
  '{"stream":false,"messages":[]}',
  '{"messages":[]}',
  '{"stream":true,"messages":[],"stream_options":{"include_usage":true}}',
  '{"stream":true,"messages":[],"stream_options":{"include_usage":false}}',
  '{"stream":true,"messages":[],"stream_options":7}',
  '{"stream":true,"prompt":"legacy"}',
])("51: %s goes as it came", (text) => {
  expect(changed(text)).toBeNull();
});

it("51: nothing is asked of a provider that does not know the option", () => {
  expect(changed('{"stream":true,"messages":[]}', { ...FACTS, tellsStreamUsage: false })).toBeNull();
});
