import { ApiError, type Content, type GenerateContentResponse, GoogleGenAI, type Part } from "@google/genai";
import { type Question, type Sdk, type SdkAnswer, WEATHER_SCHEMA } from "./sdk";

export function googleSdk(hubUrl: string, key: string): Sdk {
  const client = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: hubUrl } });
  return {
    protocol: "gemini",
    hasStopSequences: true,
    async ask(question) {
      const request = requestOf(question);
      if (!question.isStream)
        return answerOf([await client.models.generateContent(request)], request.contents);
      const chunks: GenerateContentResponse[] = [];
      for await (const chunk of await client.models.generateContentStream(request)) chunks.push(chunk);
      return answerOf(chunks, request.contents);
    },
    results: (calls, outputs) => [
      {
        role: "user",
        parts: calls.map(({ id }, index) => ({
          functionResponse: {
            ...(id && { id }),
            name: "get_weather",
            response: { output: outputs[index] ?? "" },
          },
        })),
      },
    ],
    understand: (error) =>
      error instanceof ApiError ? { status: error.status, message: error.message } : null,
  };
}

function requestOf(question: Question) {
  const { model, text, image, system, hasTool, stop, maxTokens, thinkingBudget, schema } = question;
  const picture: Part[] = image ? [{ inlineData: { mimeType: "image/png", data: image } }] : [];
  const asked: Content[] = text === null ? [] : [{ role: "user", parts: [...picture, { text }] }];
  return {
    model,
    contents: [...((question.history ?? []) as Content[]), ...asked],
    config: {
      ...(system && { systemInstruction: system }),
      ...(hasTool && {
        tools: [
          {
            functionDeclarations: [
              { name: "get_weather", description: "Weather of a city", parametersJsonSchema: WEATHER_SCHEMA },
            ],
          },
        ],
      }),
      ...(stop && { stopSequences: [stop] }),
      ...(maxTokens && { maxOutputTokens: maxTokens }),
      ...(thinkingBudget && { thinkingConfig: { includeThoughts: true, thinkingBudget } }),
      ...(schema && { responseMimeType: "application/json", responseJsonSchema: schema }),
    },
  };
}

function answerOf(chunks: readonly GenerateContentResponse[], asked: readonly unknown[]): SdkAnswer {
  const parts = chunks.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);
  const usage = chunks.at(-1)?.usageMetadata;
  const finish = chunks.at(-1)?.candidates?.[0]?.finishReason;
  const calls = parts.flatMap(({ functionCall }) =>
    functionCall ? [{ id: functionCall.id ?? "", input: functionCall.args }] : [],
  );
  const textOf = (wanted: boolean) =>
    parts.map(({ text = "", thought = false }) => (thought === wanted ? text : "")).join("");
  return {
    text: textOf(false),
    reasoning: textOf(true),
    calls,
    finish:
      finish === "MAX_TOKENS" ? "length" : finish !== "STOP" ? "other" : calls.length > 0 ? "tools" : "stop",
    usage: {
      input: usage?.promptTokenCount ?? 0,
      cached: usage?.cachedContentTokenCount ?? 0,
      output: (usage?.candidatesTokenCount ?? 0) + (usage?.thoughtsTokenCount ?? 0),
    },
    history: [...asked, { role: "model", parts }],
  };
}
