import type { CreateErrorRule } from "./schema";

/** What of a default rule is the product's to say. */
export type DefaultErrorRule = Pick<
  CreateErrorRule,
  | "pattern"
  | "matchType"
  | "category"
  | "description"
  | "priority"
  | "overrideResponse"
  | "overrideStatusCode"
>;

type Row = readonly [priority: number, category: string, description: string, pattern: string];

/**
 * Errors that every provider would answer with, in the words of Anthropic, AWS, Google, OpenAI and common relays, as
 * regular expressions (RE2, case does not count). The more particular a situation, the higher its number.
 *
 * They replace no bodies: clients act on the upstream's own words (Claude Code compacts a conversation when it reads
 * that the prompt is too long). Missing models are left out on purpose: one provider's gap is no fault of the client,
 * and another may well serve it.
 */
const ROWS: readonly Row[] = [
  [
    100,
    "prompt_limit",
    "The prompt has more tokens than the model takes",
    String.raw`\bprompt\b.{0,40}\b(?:too (?:long|large|big)|exceeds)\b`,
  ],
  [
    95,
    "input_limit",
    "The input is too long",
    String.raw`\b(?:input|messages?|conversation)\b.{0,20}\b(?:is|are|was) too (?:long|large)\b|输入(?:内容)?(?:过长|太长)`,
  ],
  [94, "input_limit", "AWS Bedrock: the body is too large", String.raw`\bCONTENT_LENGTH_EXCEEDS_THRESHOLD\b`],
  [93, "validation_error", "AWS Bedrock: the request does not validate", String.raw`\bValidationException\b`],
  [
    92,
    "context_limit",
    "The conversation does not fit the context window",
    String.raw`\bcontext[ _-]?(?:window|length|limit|size)\b.{0,60}\b(?:exceed|overflow|surpass|too (?:long|small))|\b(?:exceed|overflow|surpass)\w*\b.{0,60}\bcontext[ _-]?(?:window|length|limit|size)\b|上下文(?:长度|窗口)?.{0,10}(?:超出|超过|过长)`,
  ],
  [
    91,
    "context_limit",
    "The account may not use the long context",
    String.raw`\blong[ -]context\b.{0,80}\b(?:not|un)[ -]?(?:yet )?(?:available|enabled|included|supported|allowed)\b`,
  ],
  [
    90,
    "token_limit",
    "max_tokens is more than the model may write",
    String.raw`\bmax_(?:output_|completion_)?tokens\b.{0,60}(?:>|\b(?:exceed\w*|too (?:large|high)|greater than|at most|maximum)\b)`,
  ],
  [
    90,
    "content_filter",
    "A content filter blocked the request",
    String.raw`\bblocked\b.{0,40}\b(?:content|safety)[ _-]?(?:filter\w*|polic\w*|settings?)\b|\bcontent[ _-]?(?:filter\w*|polic\w*)\b.{0,40}\b(?:block|violat|trigger)\w*`,
  ],
  [
    89,
    "validation_error",
    "Two tool calls have the same id",
    String.raw`\btool_use\b.{0,40}\bids?\b.{0,30}\b(?:must be )?(?:unique|duplicate[ds]?)\b`,
  ],
  [
    89,
    "validation_error",
    "A message is empty",
    String.raw`\b(?:messages?|text content blocks?)\b.{0,60}\b(?:must (?:have|be)|cannot be|should not be) (?:non-empty|empty)\b`,
  ],
  [
    89,
    "validation_error",
    "Two tools have the same name",
    String.raw`\btool names?\b.{0,20}\b(?:must be unique|duplicate\w*)\b|\bduplicate tool names?\b`,
  ],
  [
    89,
    "validation_error",
    "The id of a server tool call has the wrong form",
    String.raw`\bserver_tool_use\b.{0,60}\bsrvtoolu_|\bsrvtoolu_.{0,60}\b(?:pattern|match|format|invalid)\b`,
  ],
  [
    89,
    "validation_error",
    "A tool_use_id stands where it may not",
    String.raw`\btool_result\b.{0,60}\btool_use_id\b.{0,40}\b(?:extra inputs|not permitted|unexpected|invalid)\b`,
  ],
  [
    88,
    "validation_error",
    "A tool result has no call",
    String.raw`\bunexpected\b.{0,30}\btool_use_ids?\b|\btool_result\b.{0,60}\b(?:must have|without|no)\b.{0,20}\bcorresponding\b`,
  ],
  [
    88,
    "validation_error",
    "A tool call has no result",
    String.raw`\btool_use\b.{0,60}\b(?:without|must be followed by|missing)\b.{0,40}\btool_result\b|\btool_calls\b.{0,60}\bmust be followed by tool messages\b`,
  ],
  [
    86,
    "model_error",
    "The request names no model",
    String.raw`\bmodel\b.{0,20}\b(?:field )?(?:is|was) (?:required|missing|not (?:specified|provided))\b|(?:缺少|未指定|请指定).{0,6}模型`,
  ],
  [
    80,
    "pdf_limit",
    "A PDF has too many pages",
    String.raw`\bPDF\b.{0,40}\bpages?\b|\bpages?\b.{0,30}\bPDF\b`,
  ],
  [
    72,
    "thinking_error",
    "The model does not know this reasoning setting",
    String.raw`\b(?:unsupported|invalid) value\b.{0,80}\b(?:reasoning|effort)\b|\breasoning[._]effort\b.{0,60}\b(?:not supported|unsupported|invalid)\b`,
  ],
  [
    71,
    "thinking_error",
    "The signature of a thinking block is not valid",
    String.raw`\binvalid\b.{0,20}\bsignature\b.{0,40}\bthinking\b|\bthinking\b.{0,40}\bsignature\b.{0,20}\binvalid\b|\bthought[ _]?signature\b.{0,40}\b(?:invalid|not valid|missing)\b`,
  ],
  [
    70,
    "thinking_error",
    "Thinking blocks or settings have the wrong form",
    String.raw`\bexpected\b.{0,20}\bthinking\b.{0,60}\b(?:found|but)\b|\bthinking\.(?:type|budget_tokens|enabled)\b.{0,80}\b(?:must|should|invalid|required|not)\b`,
  ],
  [
    60,
    "parameter_error",
    "A parameter is missing",
    String.raw`\bmissing (?:a )?required (?:parameter|field|argument)\b|缺少.{0,6}(?:必要|必需)?参数`,
  ],
  [
    60,
    "parameter_error",
    "A parameter is not known",
    String.raw`\bextra inputs are not permitted\b|\bunknown (?:parameter|field)\b|\bunrecognized request argument\b`,
  ],
  [
    50,
    "invalid_request",
    "The request is malformed",
    String.raw`\b(?:illegal|malformed) request\b|(?:非法|无效)的?请求`,
  ],
  [
    40,
    "cache_limit",
    "Too many cache markers",
    String.raw`\bcache_control\b.{0,60}\b(?:maximum|at most|too many|limit)\b`,
  ],
  [
    35,
    "invalid_request",
    "An image is too large",
    String.raw`\bimage\b.{0,60}\b(?:exceeds?|too (?:large|big)|larger than)\b`,
  ],
];

/** The one whose usual answer helps nobody: streaming from Gemini without the parameter that makes it SSE. */
const MISSING_ALT_SSE: DefaultErrorRule = {
  pattern: String.raw`\balt=sse\b.{0,40}\b(?:missing|required|needed)\b|\b(?:missing|requires?|needs?|must)\b.{0,40}\balt=sse\b`,
  matchType: "regex",
  category: "parameter_error",
  description: "Streaming from Gemini needs ?alt=sse",
  priority: 105,
  overrideStatusCode: 400,
  overrideResponse: {
    error: {
      code: 400,
      message: "Add ?alt=sse to the URL of streamGenerateContent to get a stream.",
      status: "INVALID_ARGUMENT",
    },
  },
};

/** The product's own rules. */
export const DEFAULT_ERROR_RULES: readonly DefaultErrorRule[] = [
  MISSING_ALT_SSE,
  ...ROWS.map(
    ([priority, category, description, pattern]): DefaultErrorRule => ({
      pattern,
      matchType: "regex",
      category,
      description,
      priority,
      overrideResponse: null,
      overrideStatusCode: null,
    }),
  ),
];
