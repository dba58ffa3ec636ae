import { describe, expect, it } from "vitest";
import { compileErrorRules, findErrorRule } from "./compile";
import { DEFAULT_ERROR_RULES } from "./default-rules";
import type { ErrorRule } from "./error-rule";
import { planDefaultSync } from "./plan-default-sync";
import { CreateErrorRule } from "./schema";

const stored = (changes: Partial<ErrorRule> & { pattern: string }): ErrorRule => ({
  id: 1,
  matchType: "regex",
  category: "c",
  description: null,
  overrideResponse: null,
  overrideStatusCode: null,
  isEnabled: true,
  isDefault: true,
  priority: 0,
  createdAt: new Date(),
  updatedAt: new Date(),
  ...changes,
});

const asStored = () => DEFAULT_ERROR_RULES.map((rule, index) => stored({ ...rule, id: index + 1 }));

describe("the default error rules", () => {
  const { rules, problems } = compileErrorRules(asStored());

  it("compile, validate, and are named apart by their patterns", () => {
    expect(problems).toEqual([]);
    expect(new Set(DEFAULT_ERROR_RULES.map(({ pattern }) => pattern)).size).toBe(DEFAULT_ERROR_RULES.length);
    for (const rule of DEFAULT_ERROR_RULES) expect(CreateErrorRule.safeParse(rule).success).toBe(true);
  });

  it.each([
    ["Streaming requires the query parameter alt=sse", "parameter_error"],
    ["prompt is too long: 215000 tokens > 200000 maximum", "prompt_limit"],
    ["Input is too long for requested model.", "input_limit"],
    ["输入内容过长，请缩短后重试", "input_limit"],
    ["Reason: CONTENT_LENGTH_EXCEEDS_THRESHOLD", "input_limit"],
    ["ValidationException: 1 validation error detected", "validation_error"],
    ["input length and `max_tokens` exceed context limit: 190000 + 32000 > 200000", "context_limit"],
    [
      "This model's maximum context length is exceeded by your messages: context length overflow",
      "context_limit",
    ],
    ["The long context beta is not yet available for this subscription.", "context_limit"],
    ["max_tokens: 70000 > 64000, which is the maximum allowed number of output tokens", "token_limit"],
    ["Output blocked by content filtering policy", "content_filter"],
    ["messages.3.content: `tool_use` ids must be unique", "validation_error"],
    ["messages.1: all messages must have non-empty content", "validation_error"],
    ["tools: Tool names must be unique.", "validation_error"],
    ["messages.5.content.0.server_tool_use.id: String should match pattern '^srvtoolu_'", "validation_error"],
    [
      "messages.2.content.0.tool_result.content.0.tool_use_id: Extra inputs are not permitted",
      "validation_error",
    ],
    ["messages.4: unexpected `tool_use_id` found in `tool_result` blocks: toolu_1", "validation_error"],
    ["`tool_use` ids were found without `tool_result` blocks immediately after: toolu_1", "validation_error"],
    ["model: field is required", "model_error"],
    ["缺少模型名称", "model_error"],
    ["A maximum of 100 PDF pages may be provided.", "pdf_limit"],
    ["Unsupported value: 'minimal' is not supported with the model for reasoning.effort", "thinking_error"],
    ["messages.1.content.0: Invalid `signature` in `thinking` block", "thinking_error"],
    ["Expected `thinking` or `redacted_thinking`, but found `text`", "thinking_error"],
    ["Missing required parameter: 'messages'.", "parameter_error"],
    ["foo: Extra inputs are not permitted", "parameter_error"],
    ["Illegal request body", "invalid_request"],
    ["非法请求", "invalid_request"],
    [
      "A maximum of 4 blocks with cache_control may be provided: cache_control blocks exceed the maximum",
      "cache_limit",
    ],
    ["messages.0.content.1.image.source.base64: image exceeds 5 MB maximum", "invalid_request"],
  ])("know %s", (message, category) => {
    expect(findErrorRule(rules, [message])?.category).toBe(category);
  });

  it.each([
    ...[
      "Overloaded",
      "model: claude-nonexistent",
      "The model `gpt-9` does not exist or you do not have access",
    ],
    ...["No available channel for model claude-opus-4-5 under group default", "Insufficient account balance"],
    ...["Your credit balance is too low to access the API", "Rate limit exceeded: 50 requests per minute"],
    ...["invalid x-api-key", "This organization has been disabled.", "Internal server error"],
    ...["Account suspended", "upstream connect error or disconnect/reset before headers", "not found"],
    '{"error":{"message":"The model does not exist","type":"invalid_request_error","code":"model_not_found"}}',
  ])("18: leave what is the provider's own trouble alone: %s", (message) => {
    expect(findErrorRule(rules, [message])).toBeNull();
  });
});

describe("the order of rules", () => {
  it("is one for all match types: priority, then age; case does not count", () => {
    const { rules } = compileErrorRules([
      stored({ id: 1, pattern: "OVERFLOW", matchType: "contains", priority: 1 }),
      stored({ id: 2, pattern: "stack.*flow", matchType: "regex", priority: 9 }),
      stored({ id: 3, pattern: "stack overflow", matchType: "exact", priority: 9 }),
      stored({ id: 4, pattern: "stack", matchType: "contains", priority: 99, isEnabled: false }),
    ]);
    expect(findErrorRule(rules, [" Stack Overflow "])?.id).toBe(2);
    expect(findErrorRule(rules.slice(1), ["stack overflow"])?.id).toBe(3);
    expect(findErrorRule(rules, ["none", "an overflow"])?.id).toBe(1);
  });
});

describe("planDefaultSync", () => {
  it("does nothing when all is as it should be", () => {
    expect(planDefaultSync(asStored(), DEFAULT_ERROR_RULES)).toEqual({
      insert: [],
      update: [],
      deleteIds: [],
    });
  });

  it("adds new ones, updates outdated ones, drops those that are no more, and leaves the admin's alone", () => {
    const [first, second, third] = DEFAULT_ERROR_RULES.map((rule) => ({ ...rule, description: "new" }));
    if (!first || !second || !third) throw new Error("too few defaults");
    const plan = planDefaultSync(
      [
        stored({ ...first, id: 1, description: "old" }),
        stored({ ...second, id: 2, description: "the admin's", isDefault: false }),
        stored({ id: 3, pattern: "gone" }),
        stored({ id: 4, pattern: "the admin's own", isDefault: false }),
      ],
      [first, second, third],
    );
    expect(plan).toEqual({ insert: [third], update: [{ id: 1, to: first }], deleteIds: [3] });
  });
});

describe("CreateErrorRule", () => {
  const parse = (changes: object) =>
    CreateErrorRule.safeParse({ pattern: "p", category: "c", ...changes }).success;

  it.each([
    { type: "error", error: { type: "t", message: "" } },
    { error: { type: "t", message: "m", code: null } },
    { error: { code: 400, message: "m", status: "INVALID_ARGUMENT" } },
    null,
  ])("accepts the override %j", (overrideResponse) => {
    expect(parse({ overrideResponse })).toBe(true);
  });

  it.each([
    { overrideResponse: {} },
    { overrideResponse: { message: "m" } },
    { overrideResponse: { type: "error", error: { type: "", message: "m" } } },
    { overrideResponse: { error: { code: "400", message: "m", status: "X" } } },
    { overrideResponse: "text" },
    { overrideStatusCode: 200 },
    { overrideStatusCode: 600 },
    { overrideStatusCode: 404.5 },
    { pattern: "(?<=x)y" },
    { pattern: " " },
    { category: "x".repeat(51) },
  ])("refuses %j", (changes) => {
    expect(parse(changes)).toBe(false);
  });
});
