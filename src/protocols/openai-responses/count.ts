import { checkForeignFields } from "../ir/check-foreign-fields";
import type { CountCodec } from "../ir/codec";
import { LossList } from "../ir/loss";
import { encodeTextConfig } from "./encode-output-format";
import { encodeReasoningConfig } from "./encode-reasoning-config";
import { conversation } from "./encode-request";
import { Fields } from "./fields";
import { given } from "./given";
import { isOwn } from "./own";
import { traitsOf } from "./reasoning-models";
import { ToolNames } from "./tool-names";

/** Counting tokens. @see https://platform.openai.com/docs/api-reference/responses/input-tokens */
export const count: CountCodec = {
  encodeRequest(request, { model }) {
    const losses = new LossList();
    const names = new ToolNames();
    losses.addAll(checkForeignFields(request, "openai-responses"));
    const own = isOwn(request.own) ? request.own.fields : null;
    const body = {
      ...conversation(request, { model, wantsStream: false }, names, losses),
      ...given({
        reasoning: own ? own.reasoning : encodeReasoningConfig(request.reasoning, traitsOf(model), losses),
        text: own ? own.text : encodeTextConfig(request, losses),
        previous_response_id: own?.previous_response_id,
        conversation: own?.conversation,
        truncation: own?.truncation,
      }),
    };
    return {
      path: "/v1/responses/input_tokens",
      query: "",
      headers: [],
      body,
      losses: losses.losses,
      toolNames: names.restored,
    };
  },

  decodeAnswer(body) {
    const fields = Fields.of(body, "", "invalid_answer");
    return fields.numberOrNull("input_tokens") ?? fields.fail("input_tokens", "must be a number");
  },

  encodeAnswer: (inputTokens) => ({ object: "response.input_tokens", input_tokens: inputTokens }),
};
