import { z } from "zod";
import { contentOf, refusalPart, textPart, userPart } from "./content";

const NAME = /^[a-zA-Z0-9_-]{1,64}$/;
export const toolName = z.string().regex(NAME);
const participant = { name: z.string().regex(NAME).optional() };
const callId = z.string().min(1).max(40);

const toolCall = z.discriminatedUnion("type", [
  z.strictObject({
    id: callId,
    type: z.literal("function"),
    function: z.strictObject({ name: toolName, arguments: z.string() }),
  }),
  z.strictObject({
    id: callId,
    type: z.literal("custom"),
    custom: z.strictObject({ name: toolName, input: z.string() }),
  }),
]);

const assistant = z
  .strictObject({
    role: z.literal("assistant"),
    content: contentOf(z.discriminatedUnion("type", [textPart, refusalPart])).nullish(),
    refusal: z.string().nullish(),
    audio: z.strictObject({ id: z.string() }).nullish(),
    tool_calls: z.array(toolCall).min(1).optional(),
    function_call: z.strictObject({ name: toolName, arguments: z.string() }).nullish(),
    ...participant,
  })
  .refine(
    (message) =>
      [message.content, message.refusal, message.audio, message.tool_calls, message.function_call].some(
        (member) => member !== undefined && member !== null,
      ),
    "an assistant's message has content, a refusal, audio or calls",
  );

const message = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("system"), content: contentOf(textPart), ...participant }),
  z.strictObject({ role: z.literal("developer"), content: contentOf(textPart), ...participant }),
  z.strictObject({ role: z.literal("user"), content: contentOf(userPart), ...participant }),
  assistant,
  z.strictObject({ role: z.literal("tool"), content: contentOf(textPart), tool_call_id: callId }),
  z.strictObject({ role: z.literal("function"), content: z.string().nullable(), name: toolName }),
]);

type Message = z.infer<typeof message>;

/**
 * The conversation. The API wants behind a message with calls one `tool` message for each of them, and no `tool`
 * message anywhere else.
 */
export const messages = z
  .array(message)
  .min(1)
  .superRefine((list, context) => {
    for (const [index, problem] of problemsOf(list)) {
      context.addIssue({ code: "custom", message: problem, path: [index] });
    }
  });

function* problemsOf(list: readonly Message[]): Generator<[index: number, problem: string]> {
  let open = new Set<string>();
  for (const [index, one] of list.entries()) {
    if (one.role === "tool") {
      if (!open.delete(one.tool_call_id)) yield [index, "answers no call of the message before"];
      continue;
    }
    if (open.size > 0) yield [index, `calls without an answer before it: ${[...open].join(", ")}`];
    const ids = one.role === "assistant" ? (one.tool_calls ?? []).map(({ id }) => id) : [];
    open = new Set(ids);
    if (open.size < ids.length) yield [index, "two calls have the same id"];
  }
  if (open.size > 0) yield [list.length - 1, `calls without an answer: ${[...open].join(", ")}`];
}
