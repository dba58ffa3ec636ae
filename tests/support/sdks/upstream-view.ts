import type { Protocol } from "@/domain/protocol";
import { anthropicRequest } from "../../../dev/fake-upstream/strict/anthropic";
import { strictGeminiRequest } from "../../../dev/fake-upstream/strict/gemini";
import { strictOpenAiChatRequest } from "../../../dev/fake-upstream/strict/openai-chat";
import { openAiResponsesRequest } from "../../../dev/fake-upstream/strict/openai-responses";

// biome-ignore lint/suspicious/noExplicitAny: bodies of four protocols, read by their own names
type Json = any;

/** What of a request an upstream makes out, in its own words, whatever protocol it speaks. */
export interface UpstreamView {
  readonly system: string;
  readonly images: readonly string[];
  readonly tools: readonly string[];
  readonly results: readonly string[];
  readonly stops: readonly string[];
  readonly maxTokens: number | undefined;
  readonly schema: Json;
  readonly thinks: boolean;
  /** Signatures and encrypted reasoning of earlier turns. */
  readonly opaque: readonly string[];
}

const SCHEMAS = {
  anthropic: anthropicRequest,
  "openai-chat": strictOpenAiChatRequest,
  "openai-responses": openAiResponsesRequest,
  gemini: strictGeminiRequest,
} as const;

/** What the real API would answer a body with in place of an answer; empty for a body it takes. */
export function complaintsAbout(protocol: Protocol, body: Json): readonly string[] {
  const { success, error } = SCHEMAS[protocol].safeParse(body);
  return success ? [] : (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

/** What the fake upstream made in an answer to recognise its thinking by. */
export function signatureIn(body: string): string | null {
  const found = /"(?:signature|encrypted_content|thoughtSignature)":\s*"((?:Eq|gAAAAA|Cq)[^"]*)"/.exec(body);
  return found?.[1] ?? (body.includes("reasoning_content") ? "" : null);
}

export function viewOf(protocol: Protocol, body: Json): UpstreamView {
  return VIEWS[protocol](body);
}

const flat = (value: Json): string =>
  typeof value === "string" ? value : (value ?? []).map(textOf).join("\n");
const textOf = ({ text = "" }: Json): string => text;
const base64Of = (url: Json) => String(typeof url === "string" ? url : url?.url).replace(/^data:[^,]*,/, "");

const VIEWS: Readonly<Record<Protocol, (body: Json) => UpstreamView>> = {
  anthropic(body) {
    const blocks = body.messages.flatMap(({ content }: Json) => (typeof content === "string" ? [] : content));
    const ofType = (wanted: string) => blocks.filter(({ type }: Json) => type === wanted);
    return {
      system: flat(body.system),
      images: ofType("image").map(({ source }: Json) => source.data),
      tools: (body.tools ?? []).map(({ name }: Json) => name),
      results: ofType("tool_result").map(({ content }: Json) => flat(content)),
      stops: body.stop_sequences ?? [],
      maxTokens: body.max_tokens,
      schema: body.output_config?.format?.schema,
      thinks: body.thinking?.type === "enabled" || body.thinking?.type === "adaptive",
      opaque: ofType("thinking").map(({ signature }: Json) => signature),
    };
  },
  "openai-chat"(body) {
    const ofRole = (...roles: string[]) => body.messages.filter(({ role }: Json) => roles.includes(role));
    const contents = body.messages.flatMap(({ content }: Json) => (Array.isArray(content) ? content : []));
    return {
      system: ofRole("system", "developer")
        .map(({ content }: Json) => flat(content))
        .join("\n"),
      images: contents
        .filter(({ type }: Json) => type === "image_url")
        .map((part: Json) => base64Of(part.image_url)),
      tools: (body.tools ?? []).map((tool: Json) => (tool.function ?? tool.custom).name),
      results: ofRole("tool").map(({ content }: Json) => flat(content)),
      stops: [body.stop ?? []].flat(),
      maxTokens: body.max_completion_tokens ?? body.max_tokens,
      schema: body.response_format?.json_schema?.schema,
      thinks: body.reasoning_effort !== undefined && body.reasoning_effort !== "none",
      opaque: [],
    };
  },
  "openai-responses"(body) {
    const items = typeof body.input === "string" ? [] : body.input;
    const ofType = (wanted: string) => items.filter(({ type = "message" }: Json) => type === wanted);
    const messages = ofType("message");
    const system = messages.filter(({ role }: Json) => role === "system" || role === "developer");
    const contents = messages.flatMap(({ content }: Json) => (Array.isArray(content) ? content : []));
    return {
      system: [body.instructions ?? "", ...system.map(({ content }: Json) => flat(content))]
        .join("\n")
        .trim(),
      images: contents
        .filter(({ type }: Json) => type === "input_image")
        .map((part: Json) => base64Of(part.image_url)),
      tools: (body.tools ?? []).map(({ name }: Json) => name),
      results: ofType("function_call_output").map(({ output }: Json) => flat(output)),
      stops: [],
      maxTokens: body.max_output_tokens,
      schema: body.text?.format?.schema,
      thinks: body.reasoning?.effort !== undefined && body.reasoning.effort !== "none",
      opaque: ofType("reasoning").map((item: Json) => item.encrypted_content),
    };
  },
  gemini(body) {
    const parts = body.contents.flatMap((turn: Json) => turn.parts);
    const config = body.generationConfig ?? {};
    return {
      system: flat(body.systemInstruction?.parts),
      images: parts.flatMap(({ inlineData }: Json) => (inlineData ? [inlineData.data] : [])),
      tools: (body.tools ?? []).flatMap((tool: Json) =>
        (tool.functionDeclarations ?? []).map(({ name }: Json) => name),
      ),
      results: parts.flatMap(({ functionResponse }: Json) =>
        functionResponse ? [functionResponse.response.output ?? functionResponse.response.result] : [],
      ),
      stops: config.stopSequences ?? [],
      maxTokens: config.maxOutputTokens,
      schema: config.responseJsonSchema ?? config.responseSchema,
      thinks: config.thinkingConfig !== undefined,
      opaque: parts.flatMap(({ thoughtSignature }: Json) => (thoughtSignature ? [thoughtSignature] : [])),
    };
  },
};
