import Anthropic from "@anthropic-ai/sdk";
import { type Question, type Sdk, type SdkAnswer, WEATHER_SCHEMA } from "./sdk";

export function anthropicSdk(hubUrl: string, key: string): Sdk {
  const client = new Anthropic({ baseURL: hubUrl, apiKey: key, maxRetries: 0 });
  return {
    protocol: "anthropic",
    hasStopSequences: true,
    async ask(question) {
      const request = requestOf(question);
      const message = question.isStream
        ? await client.messages.stream(request).finalMessage()
        : await client.messages.create({ ...request, stream: false });
      return answerOf(message, request.messages);
    },
    results: (calls, outputs) => [
      {
        role: "user",
        content: calls.map(({ id }, index) => ({
          ...{ type: "tool_result", tool_use_id: id, content: outputs[index] ?? "" },
        })),
      },
    ],
    understand: (error) =>
      error instanceof Anthropic.APIError ? { status: error.status, message: error.message } : null,
  };
}

function requestOf(question: Question): Omit<Anthropic.MessageCreateParams, "stream"> {
  const { model, text, image, system, hasTool, stop, maxTokens = 8_000, thinkingBudget, schema } = question;
  const picture: Anthropic.ImageBlockParam[] = image
    ? [{ type: "image", source: { type: "base64", media_type: "image/png", data: image } }]
    : [];
  const asked: Anthropic.MessageParam[] =
    text === null ? [] : [{ role: "user", content: [...picture, { type: "text", text }] }];
  return {
    ...{ model, max_tokens: maxTokens },
    messages: [...((question.history ?? []) as Anthropic.MessageParam[]), ...asked],
    ...(system && { system }),
    ...(hasTool && {
      tools: [{ name: "get_weather", description: "Weather of a city", input_schema: WEATHER_SCHEMA }],
    }),
    ...(stop && { stop_sequences: [stop] }),
    ...(thinkingBudget && { thinking: { type: "enabled", budget_tokens: thinkingBudget } }),
    ...(schema && { output_config: { format: { type: "json_schema", schema: { ...schema } } } }),
  };
}

const FINISHES: Readonly<Record<string, SdkAnswer["finish"]>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  tool_use: "tools",
};

function answerOf(message: Anthropic.Message, asked: readonly unknown[]): SdkAnswer {
  const { content, usage, stop_reason } = message;
  const cached = usage.cache_read_input_tokens ?? 0;
  return {
    text: content.map((block) => (block.type === "text" ? block.text : "")).join(""),
    reasoning: content.map((block) => (block.type === "thinking" ? block.thinking : "")).join(""),
    calls: content.flatMap((block) =>
      block.type === "tool_use" ? [{ id: block.id, input: block.input }] : [],
    ),
    finish: FINISHES[stop_reason ?? ""] ?? "other",
    usage: {
      ...{ input: usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0), cached },
      output: usage.output_tokens,
    },
    history: [...asked, { role: "assistant", content }],
  };
}
