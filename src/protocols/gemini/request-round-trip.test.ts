import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { strictGeminiRequest } from "../../../dev/fake-upstream/strict/gemini";
import type { JsonObject, JsonValue } from "../ir/opaque";
import { geminiCodec } from "./codec";
import { toJsonSchema } from "./json-schema";

const FOLDER = fileURLToPath(new URL("../../../tests/fixtures/clients/", import.meta.url));

interface Recorded {
  readonly path: string;
  readonly body: JsonObject;
}

const RECORDED = readdirSync(FOLDER)
  .filter((name) => name.startsWith("gemini-cli-"))
  .map((name) => [name, JSON.parse(readFileSync(FOLDER + name, "utf8")) as Recorded] as const);

/**
 * What a translation may change of a request and leave its meaning:
 * - results of functions that are repeated in one content count once
 * - schemas are JSON Schema, Google's own words for types are not
 * - an empty description of how functions are to be called is none
 */
function canonical({ contents, generationConfig, ...rest }: JsonObject): JsonObject {
  const config = generationConfig as JsonObject;
  const schema = config?.responseJsonSchema as JsonObject | undefined;
  return {
    ...rest,
    contents: (contents as readonly JsonObject[]).map((content) => ({
      ...content,
      parts: withoutRepeated(content.parts as readonly JsonObject[]),
    })),
    generationConfig: { ...config, ...(schema && { responseJsonSchema: toJsonSchema(schema) }) },
  };
}

function withoutRepeated(parts: readonly JsonObject[]): readonly JsonValue[] {
  const seen = new Set<string>();
  return parts.filter((part) => {
    const id = (part.functionResponse as { id?: string } | undefined)?.id;
    if (id === undefined) return true;
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
}

it.each(RECORDED)("55: %s comes back as it was, but for what means the same", (_, { path, body }) => {
  const wantsStream = path.includes("streamGenerateContent");
  const model = /models\/([^:]+):/.exec(path)?.[1] ?? "";
  const { value, losses } = geminiCodec.decodeRequest({ body, wantsStream });
  const encoded = geminiCodec.encodeRequest(value, { model, wantsStream, modelMaxOutputTokens: null });
  expect(losses).toEqual([]);
  expect(encoded.losses).toEqual([]);
  expect([...encoded.toolNames]).toEqual([]);
  expect(encoded.path + encoded.query).toBe(path.split("&")[0]);
  expect(mergedUsers(encoded.body)).toEqual(mergedUsers(canonical(body)));
});

/** Gemini CLI now and then sends two contents of its user in a row; they are one turn. */
function mergedUsers(body: JsonObject): JsonObject {
  const merged: JsonObject[] = [];
  for (const content of body.contents as readonly JsonObject[]) {
    const last = merged.at(-1);
    if (last && last.role === content.role) {
      const parts = [...(last.parts as readonly JsonValue[]), ...(content.parts as readonly JsonValue[])];
      merged[merged.length - 1] = { ...last, parts };
    } else merged.push(content);
  }
  return { ...body, contents: merged };
}

it.each(RECORDED)("%s passes the strict schema, before and after", (_, { path, body }) => {
  expect(strictGeminiRequest.safeParse(canonical(body)).error).toBeUndefined();
  const { value } = geminiCodec.decodeRequest({ body, wantsStream: false });
  const model = /models\/([^:]+):/.exec(path)?.[1] ?? "";
  const encoded = geminiCodec.encodeRequest(value, { model, wantsStream: false, modelMaxOutputTokens: null });
  expect(strictGeminiRequest.safeParse(encoded.body).error).toBeUndefined();
});

it("reads the envelope of Code Assist and that of counting, and names of the proto files", () => {
  const inner = {
    contents: [{ role: "user", parts: [{ inline_data: { mime_type: "image/png", data: "iVBORw0KGgo=" } }] }],
    system_instruction: { parts: [{ text: "be brief" }] },
    generation_config: {
      max_output_tokens: 7,
      stop_sequences: ["END"],
      thinking_config: { thinking_budget: 0 },
    },
  };
  const plain = geminiCodec.decodeRequest({ body: inner, wantsStream: false }).value;
  expect(plain).toMatchObject({
    instructions: [{ role: "system", parts: [{ text: "be brief" }] }],
    turns: [{ role: "user", parts: [{ kind: "media", mediaType: "image/png" }] }],
    maxOutputTokens: 7,
    stopSequences: ["END"],
    reasoning: { mode: "off" },
    own: null,
  });
  const enveloped = { model: "m", project: "p", user_prompt_id: "u", request: { ...inner, session_id: "s" } };
  expect(geminiCodec.decodeRequest({ body: enveloped, wantsStream: false }).value).toEqual(plain);
  const counted = { generateContentRequest: { ...inner, model: "models/m" } };
  expect(geminiCodec.decodeRequest({ body: counted, wantsStream: false }).value).toEqual(plain);
});
