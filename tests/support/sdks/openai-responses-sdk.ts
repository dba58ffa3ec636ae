import OpenAI from "openai";
import { type Question, type Sdk, type SdkAnswer, WEATHER_SCHEMA } from "./sdk";

type Item = OpenAI.Responses.ResponseInputItem;

export function openAiResponsesSdk(hubUrl: string, key: string): Sdk {
  const client = new OpenAI({ baseURL: `${hubUrl}/v1`, apiKey: key, maxRetries: 0 });
  return {
    protocol: "openai-responses",
    hasStopSequences: false,
    async ask(question) {
      const request = requestOf(question);
      const { input } = request;
      if (!question.isStream) return answerOf(await client.responses.create(request), input);
      return answerOf(await client.responses.stream(request).finalResponse(), input);
    },
    results: (calls, outputs) =>
      calls.map(({ id }, index) => ({
        ...{ type: "function_call_output", call_id: id, output: outputs[index] ?? "" },
      })),
    understand: (error) =>
      error instanceof OpenAI.APIError ? { status: error.status, message: error.message } : null,
  };
}

function requestOf(question: Question) {
  const { model, text, image, system, hasTool, maxTokens, thinkingBudget, schema } = question;
  const picture: OpenAI.Responses.ResponseInputImage[] = image
    ? [{ type: "input_image", detail: "auto", image_url: `data:image/png;base64,${image}` }]
    : [];
  const asked: Item[] =
    text === null ? [] : [{ role: "user", content: [...picture, { type: "input_text", text }] }];
  const input: Item[] = [...((question.history ?? []) as Item[]), ...asked];
  const tool: OpenAI.Responses.FunctionTool = {
    ...{ type: "function", name: "get_weather", description: "Weather of a city" },
    ...{ parameters: WEATHER_SCHEMA, strict: true },
  };
  return {
    ...{ model, input, store: false, include: ["reasoning.encrypted_content" as const] },
    ...(system && { instructions: system }),
    ...(hasTool && { tools: [tool] }),
    ...(maxTokens && { max_output_tokens: maxTokens }),
    ...(thinkingBudget && { reasoning: { effort: "medium" as const, summary: "auto" as const } }),
    ...(schema && {
      text: { format: { type: "json_schema" as const, name: "answer", schema: { ...schema }, strict: true } },
    }),
  };
}

function answerOf(response: OpenAI.Responses.Response, asked: readonly unknown[]): SdkAnswer {
  const { output, usage, status } = response;
  if (!usage) throw new Error("an answer without usage");
  const calls = output.flatMap((item) =>
    item.type === "function_call" ? [{ id: item.call_id, input: JSON.parse(item.arguments) }] : [],
  );
  const summaries = output.flatMap((item) => (item.type === "reasoning" ? item.summary : []));
  const ending = calls.length > 0 ? "tools" : "stop";
  return {
    text: response.output_text,
    reasoning: summaries.map(({ text }) => text).join(""),
    calls,
    finish:
      status === "completed"
        ? ending
        : response.incomplete_details?.reason === "max_output_tokens"
          ? "length"
          : "other",
    usage: {
      input: usage.input_tokens,
      cached: usage.input_tokens_details.cached_tokens,
      output: usage.output_tokens,
    },
    history: [...asked, ...output],
  };
}
