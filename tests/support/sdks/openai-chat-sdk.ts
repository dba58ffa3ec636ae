import OpenAI from "openai";
import { type Question, type Sdk, type SdkAnswer, WEATHER_SCHEMA } from "./sdk";

type Message = OpenAI.ChatCompletionMessageParam;

export function openAiChatSdk(hubUrl: string, key: string): Sdk {
  const client = new OpenAI({ baseURL: `${hubUrl}/v1`, apiKey: key, maxRetries: 0 });
  return {
    protocol: "openai-chat",
    hasStopSequences: true,
    async ask(question) {
      const request = requestOf(question);
      if (!question.isStream)
        return answerOf(await client.chat.completions.create(request), request.messages);
      const options = { ...request, stream_options: { include_usage: true } };
      let reasoning = "";
      const stream = client.chat.completions.stream(options).on("chunk", ({ choices }) => {
        const delta = choices[0]?.delta as { reasoning_content?: string } | undefined;
        reasoning += delta?.reasoning_content ?? "";
      });
      const answer = answerOf(await stream.finalChatCompletion(), request.messages);
      return { ...answer, reasoning };
    },
    results: (calls, outputs) =>
      calls.map(({ id }, index) => ({ role: "tool", tool_call_id: id, content: outputs[index] ?? "" })),
    understand: (error) =>
      error instanceof OpenAI.APIError ? { status: error.status, message: error.message } : null,
  };
}

function requestOf(question: Question): Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, "stream"> {
  const { model, text, image, system, hasTool, stop, maxTokens, thinkingBudget, schema } = question;
  const picture: OpenAI.ChatCompletionContentPartImage[] = image
    ? [{ type: "image_url", image_url: { url: `data:image/png;base64,${image}` } }]
    : [];
  const instructions: Message[] = system ? [{ role: "system", content: system }] : [];
  const asked: Message[] =
    text === null ? [] : [{ role: "user", content: [...picture, { type: "text", text }] }];
  const isBegun = question.history !== undefined;
  return {
    model,
    messages: [...(isBegun ? [] : instructions), ...((question.history ?? []) as Message[]), ...asked],
    ...(hasTool && {
      tools: [
        {
          type: "function",
          function: { name: "get_weather", description: "Weather of a city", parameters: WEATHER_SCHEMA },
        },
      ],
    }),
    ...(stop && { stop: [stop] }),
    ...(maxTokens && { max_completion_tokens: maxTokens }),
    ...(thinkingBudget && { reasoning_effort: "medium" }),
    ...(schema && {
      response_format: {
        type: "json_schema",
        json_schema: { name: "answer", schema: { ...schema }, strict: true },
      },
    }),
  };
}

const FINISHES: Readonly<Record<string, SdkAnswer["finish"]>> = {
  stop: "stop",
  length: "length",
  tool_calls: "tools",
};

function answerOf({ choices, usage }: OpenAI.ChatCompletion, asked: readonly unknown[]): SdkAnswer {
  const choice = choices[0];
  if (!choice || !usage) throw new Error("an answer without choice or usage");
  const { message, finish_reason } = choice;
  const { reasoning_content: reasoning = "" } = message as { reasoning_content?: string };
  return {
    text: message.content ?? "",
    reasoning,
    calls: (message.tool_calls ?? []).flatMap((call) =>
      call.type === "function" ? [{ id: call.id, input: JSON.parse(call.function.arguments) }] : [],
    ),
    finish: FINISHES[finish_reason] ?? "other",
    usage: {
      input: usage.prompt_tokens,
      cached: usage.prompt_tokens_details?.cached_tokens ?? 0,
      output: usage.completion_tokens,
    },
    history: [...asked, message],
  };
}
