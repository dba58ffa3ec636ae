import { type JsonObject, type JsonValue, ownFieldsOf } from "../ir/opaque";
import type { MediaPart, Part } from "../ir/part";
import type { Instruction, IrRequest, Turn } from "../ir/request";
import { encodeAssistant } from "./encode-assistant";
import { encodeContent } from "./encode-content";
import type { EncodeContext } from "./encode-context";
import { encodeMedia } from "./encode-media";
import { encodeToolResult, orphanText } from "./encode-tool-result";
import { isChatOwn } from "./own-fields";
import { type PairedResults, pairResults } from "./pair-results";

const SEPARATOR = "\n\n";

/** Calls without a result are answered behind all others. */
const LAST = Number.MAX_SAFE_INTEGER;

/**
 * The messages of a conversation. What the API demands of them: a message with calls is followed by one `tool` message
 * for each of its calls and by nothing else before.
 */
export function encodeMessages(request: IrRequest, context: EncodeContext): readonly JsonObject[] {
  const results = pairResults(request.turns);
  return [
    ...joinForeign(request.instructions).map(({ role, parts, own }) => prompt({ role, parts, own }, context)),
    ...joinAssistants(request.turns).flatMap((turn) => encodeTurn(turn, results, context)),
  ];
}

/** Other protocols have one system prompt in several blocks; many chat templates know one system message only. */
function joinForeign(instructions: readonly Instruction[]): readonly Instruction[] {
  const joined: Instruction[] = [];
  for (const next of instructions) {
    const last = joined.at(-1);
    if (!last || last.role !== next.role || isChatOwn(last) || isChatOwn(next)) joined.push(next);
    else joined[joined.length - 1] = { ...last, parts: [...last.parts, ...next.parts] };
  }
  return joined;
}

/** Protocols that have each call as an item of its own mean one message by several of them. */
function joinAssistants(turns: readonly Turn[]): readonly Turn[] {
  const joined: Turn[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    const belongs = last?.role === "assistant" && turn.role === "assistant";
    const mayStand = isChatOwn(turn) && !last?.parts.some((part) => part.kind === "tool-call");
    if (!last || !belongs || mayStand) joined.push(turn);
    else joined[joined.length - 1] = { ...last, parts: [...last.parts, ...turn.parts] };
  }
  return joined;
}

function encodeTurn(turn: Turn, results: PairedResults, context: EncodeContext): readonly JsonObject[] {
  switch (turn.role) {
    case "system":
    case "developer":
      return [prompt(turn, context)];
    case "user":
      return userMessage(turn, results, context);
    case "assistant":
      return assistantMessages(turn, results, context);
  }
}

/** Only OpenAI's own models know the role `developer`. */
function prompt(turn: Turn, context: EncodeContext): JsonObject {
  const isForeignRole = turn.role === "developer" && !context.traits.isOpenAi;
  if (isForeignRole) context.losses.approximated("instruction-role", "developer");
  return {
    ...ownFieldsOf(turn.own, "openai-chat"),
    role: isForeignRole ? "system" : turn.role,
    content: encodeContent(turn.parts, SEPARATOR, context),
  };
}

function assistantMessages(
  turn: Turn,
  results: PairedResults,
  context: EncodeContext,
): readonly JsonObject[] {
  const message = encodeAssistant(turn, context);
  if (!message) return [];
  const answers = turn.parts
    .filter((part) => part.kind === "tool-call")
    .map((call) => ({ call, place: LAST, result: null, ...results.byCall.get(call) }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ call, result }) => encodeToolResult(call, result, context));
  const media = answers.flatMap((answer) => answer.media);
  return [message, ...answers.map((answer) => answer.message), ...mediaMessage(media, context)];
}

/** What tools returned besides text, where the API takes it. */
function mediaMessage(media: readonly MediaPart[], context: EncodeContext): readonly JsonObject[] {
  if (media.length === 0) return [];
  const head = { type: "text", text: "Attachments of the tool results above, in their order:" };
  return [{ role: "user", content: [head, ...media.map((part) => encodeMedia(part, context))] }];
}

function userMessage(turn: Turn, { settled }: PairedResults, context: EncodeContext): readonly JsonObject[] {
  const orphans: JsonObject[] = [];
  const said: Part[] = [];
  for (const part of turn.parts) {
    if (part.kind !== "tool-result") said.push(part);
    else if (!settled.has(part)) orphans.push(...orphanText(part, context));
  }
  const isOwnEmpty = isChatOwn(turn) && turn.parts.length === 0;
  if (said.length === 0 && orphans.length === 0 && !isOwnEmpty) return [];
  const content = encodeContent(said, SEPARATOR, context);
  const whole: JsonValue = orphans.length === 0 ? content : [...orphans, ...listed(content)];
  return [{ ...ownFieldsOf(turn.own, "openai-chat"), role: "user", content: whole }];
}

function listed(content: JsonValue): readonly JsonValue[] {
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", text: content }];
  return Array.isArray(content) ? content : [];
}
