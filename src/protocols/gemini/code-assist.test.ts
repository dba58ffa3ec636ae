import { expect, it } from "vitest";
import { outlineJson } from "@/lib/json-outline";
import { applySplices } from "../../../tests/support/apply-splices";
import { codeAssistVariant } from "./code-assist";

const MODEL = "gemini-2.5-pro";

function variantOf(path: string, text: string, geminiCliEnvelope: boolean) {
  const bytes = Buffer.from(text);
  const request = { body: { bytes, outline: outlineJson(bytes) }, path, query: "?alt=sse" };
  const variant = codeAssistVariant(request, MODEL, { geminiCliEnvelope, tellsStreamUsage: true });
  return variant && { ...variant, body: applySplices(text, variant.changes) };
}

const PLAIN = ' { "contents":[ {"parts":[{"text":"caf\\u00e9 9007199254740993"}]} ],"_x":1.0e+2}\n';

it("55: puts a request into the envelope without touching what is inside", () => {
  const variant = variantOf(`/v1beta/models/asked:streamGenerateContent`, PLAIN, true);
  expect(variant?.path).toBe("/v1internal:streamGenerateContent");
  expect(variant?.body).toBe(`{"model":"${MODEL}","request":${PLAIN}}`);
  expect(JSON.parse(variant?.body ?? "").request.contents).toHaveLength(1);
});

it("55: takes a request out of the envelope without touching what is inside", () => {
  const text = `{"model":"asked","project":"p","user_prompt_id":"u","request":${PLAIN.trim()} }`;
  const variant = variantOf("/v1internal:generateContent", text, false);
  expect(variant?.path).toBe(`/v1beta/models/${MODEL}:generateContent`);
  expect(variant?.body).toBe(PLAIN.trim());
});

it("counts in the envelope that counting has", () => {
  const variant = variantOf("/v1beta/models/asked:countTokens", '{"contents":[]}', true);
  expect(variant?.path).toBe("/v1internal:countTokens");
  expect(JSON.parse(variant?.body ?? "")).toEqual({ request: { model: `models/${MODEL}`, contents: [] } });
  expect(JSON.parse(variantOf("/v1beta/models/asked:countTokens", "{}", true)?.body ?? "")).toEqual({
    request: { model: `models/${MODEL}` },
  });
});

it("counts a whole request, whatever model it names", () => {
  const counted = (inner: string) =>
    variantOf("/v1beta/models/asked:countTokens", `{"generateContentRequest": ${inner} }`, true)?.body;
  expect(counted('{"model":"models/asked", "contents":[1.0]}')).toBe(
    `{"request":{"model":"models/${MODEL}", "contents":[1.0]}}`,
  );
  expect(counted('{"contents":[]}')).toBe(`{"request":{"model":"models/${MODEL}","contents":[]}}`);
});

it("51: leaves alone what the provider speaks already, and what it does not know", () => {
  expect(variantOf("/v1beta/models/asked:generateContent", PLAIN, false)).toBeNull();
  expect(variantOf("/v1internal:generateContent", `{"model":"m","request":${PLAIN}}`, true)).toBeNull();
  expect(variantOf("/v1beta/models/asked:embedContent", PLAIN, true)).toBeNull();
});

it("undoes in the answer what it did to the request", () => {
  const inner = '{ "candidates":[{"x":1.0}] }';
  const outer = `{"response":${inner},"traceId":"t"}`;
  const unwrap = variantOf("/v1beta/models/asked:generateContent", PLAIN, true)?.rewriter;
  expect(unwrap?.whole(Buffer.from(outer)).toString()).toBe(inner);
  expect(unwrap?.event(outer)).toBe(inner);
  const wrap = variantOf("/v1internal:generateContent", `{"request":${PLAIN}}`, false)?.rewriter;
  expect(wrap?.event(inner)).toBe(`{"response":${inner}}`);
  expect(wrap?.whole(Buffer.from(inner)).toString()).toBe(`{"response":${inner}}`);
  const error = '{"error":{"code":500}}';
  expect(unwrap?.event(error)).toBe(error);
  expect(wrap?.event(error)).toBe(error);
});
