import { z } from "zod";

/** Content blocks of Messages requests, from the types of `@anthropic-ai/sdk`. */

export const cacheControl = z.strictObject({
  type: z.literal("ephemeral"),
  ttl: z.enum(["5m", "1h"]).optional(),
  // Beta `prompt-caching-scope`.
  scope: z.string().optional(),
});
const cached = { cache_control: cacheControl.nullish() };

const notBlank = z.string().refine((text) => text.trim() !== "", "text content blocks must be non-empty");
const callId = z.string().regex(/^[a-zA-Z0-9_-]+$/);
const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);
const index = z.number().int().min(0);

const cited = { cited_text: z.string(), document_index: index, document_title: z.string().nullable() };
const citation = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("char_location"),
    ...cited,
    start_char_index: index,
    end_char_index: index,
  }),
  z.strictObject({
    type: z.literal("page_location"),
    ...cited,
    start_page_number: index,
    end_page_number: index,
  }),
  z.strictObject({
    type: z.literal("content_block_location"),
    ...cited,
    start_block_index: index,
    end_block_index: index,
  }),
  z.strictObject({
    type: z.literal("web_search_result_location"),
    cited_text: z.string(),
    encrypted_index: z.string().min(1),
    title: z.string().nullable(),
    url: z.string(),
  }),
  z.strictObject({
    type: z.literal("search_result_location"),
    cited_text: z.string(),
    search_result_index: index,
    source: z.string(),
    start_block_index: index,
    end_block_index: index,
    title: z.string().nullable(),
  }),
]);

export const textBlock = z.strictObject({
  type: z.literal("text"),
  text: notBlank,
  citations: z.array(citation).nullish(),
  ...cached,
});

const urlSource = z.strictObject({ type: z.literal("url"), url: z.url() });
const fileSource = z.strictObject({ type: z.literal("file"), file_id: z.string().min(1) });

const imageBlock = z.strictObject({
  type: z.literal("image"),
  source: z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("base64"),
      media_type: z.enum(["image/jpeg", "image/png", "image/gif", "image/webp"]),
      data: base64,
    }),
    urlSource,
    fileSource,
  ]),
  transformations: z.strictObject({ oversized_image: z.enum(["downsize", "error"]).optional() }).nullish(),
  ...cached,
});

const documentBlock = z.strictObject({
  type: z.literal("document"),
  source: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("base64"), media_type: z.literal("application/pdf"), data: base64 }),
    z.strictObject({ type: z.literal("text"), media_type: z.literal("text/plain"), data: z.string() }),
    z.strictObject({
      type: z.literal("content"),
      content: z.union([z.string(), z.array(z.discriminatedUnion("type", [textBlock, imageBlock]))]),
    }),
    urlSource,
    fileSource,
  ]),
  title: z.string().nullish(),
  context: z.string().nullish(),
  citations: z.strictObject({ enabled: z.boolean().optional() }).nullish(),
  ...cached,
});

const searchResultBlock = z.strictObject({
  type: z.literal("search_result"),
  content: z.array(textBlock),
  source: z.string(),
  title: z.string(),
  citations: z.strictObject({ enabled: z.boolean().optional() }).optional(),
  ...cached,
});

const caller = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("direct") }),
    z.strictObject({ type: z.literal("code_execution_20250825"), tool_id: z.string() }),
    z.strictObject({ type: z.literal("code_execution_20260120"), tool_id: z.string() }),
  ])
  .optional();

const toolUse = z.strictObject({
  type: z.literal("tool_use"),
  id: callId,
  name: z.string().min(1).max(200),
  input: z.record(z.string(), z.json()),
  caller,
  toolset_name: z.string().nullish(),
  ...cached,
});

const toolResult = z.strictObject({
  type: z.literal("tool_result"),
  tool_use_id: callId,
  content: z
    .union([
      z.string(),
      z.array(
        z.discriminatedUnion("type", [
          textBlock,
          imageBlock,
          documentBlock,
          searchResultBlock,
          z.strictObject({ type: z.literal("tool_reference"), tool_name: z.string(), ...cached }),
        ]),
      ),
    ])
    .optional(),
  is_error: z.boolean().optional(),
  toolset_name: z.string().nullish(),
  ...cached,
});

const thinking = z.strictObject({
  type: z.literal("thinking"),
  thinking: z.string(),
  signature: z
    .string()
    .min(1)
    .refine((value) => !value.startsWith("cch1."), "Invalid `signature` in `thinking` block"),
});
const redactedThinking = z.strictObject({ type: z.literal("redacted_thinking"), data: z.string().min(1) });

const serverToolUse = z.strictObject({
  type: z.literal("server_tool_use"),
  id: callId,
  name: z.enum([
    "web_search",
    "web_fetch",
    "code_execution",
    "bash_code_execution",
    "text_editor_code_execution",
    "tool_search_tool_regex",
    "tool_search_tool_bm25",
  ]),
  input: z.record(z.string(), z.json()),
  caller,
  ...cached,
});

/** Results of server tools; their content is Anthropic's own and comes back as it was. */
const serverToolResult = z.looseObject({
  type: z.enum([
    "web_search_tool_result",
    "web_fetch_tool_result",
    "code_execution_tool_result",
    "bash_code_execution_tool_result",
    "text_editor_code_execution_tool_result",
    "tool_search_tool_result",
  ]),
  tool_use_id: callId,
});

const containerUpload = z.strictObject({
  type: z.literal("container_upload"),
  file_id: z.string(),
  ...cached,
});

export const userBlock = z.discriminatedUnion("type", [
  textBlock,
  imageBlock,
  documentBlock,
  searchResultBlock,
  toolResult,
  containerUpload,
]);

export const assistantBlock = z.discriminatedUnion("type", [
  textBlock,
  thinking,
  redactedThinking,
  toolUse,
  serverToolUse,
  serverToolResult,
  containerUpload,
]);

export type UserBlock = z.infer<typeof userBlock>;
export type AssistantBlock = z.infer<typeof assistantBlock>;
