import type { LossList } from "../ir/loss";
import { type JsonObject, ownFieldsOf } from "../ir/opaque";
import { type Part, plainText, textPart } from "../ir/part";
import type { Instruction, IrRequest, Turn } from "../ir/request";
import { TranslationError } from "../ir/translation-error";
import { BILLING_HEADER } from "./billing-header";
import type { BlockEncoder } from "./encode-block";
import { type Message, placeResults } from "./place-results";

/** What stands in for the user's turn that Anthropic wants first. */
const OPENING = "(The conversation begins with the assistant.)";

const THINKING = new Set(["thinking", "redacted_thinking"]);

/** `system` and `messages` of a request. */
export interface Conversation {
  readonly system: readonly JsonObject[];
  readonly messages: readonly Message[];
}

/**
 * A request's instructions and turns.
 *
 * @throws {TranslationError} `untranslatable`
 */
export function encodeConversation(
  request: IrRequest,
  encoder: BlockEncoder,
  losses: LossList,
): Conversation {
  const system = encodeInstructions(request.instructions, encoder);
  const encoded = request.turns.map((turn, index) => encodeTurn(turn, `turns[${index}]`, encoder, losses));
  const messages = finishTurns(placeResults(encoded, encoder.callIds), losses);
  if (messages.length > 0) return { system, messages: openWithUser(messages, losses) };
  if (system.length === 0) throw new TranslationError("untranslatable", "there is nothing to answer");
  losses.approximated("instruction-role", "instructions alone are sent as the user's turn");
  return { system: [], messages: [{ role: "user", blocks: system, own: {} }] };
}

/** All instructions before the conversation, whoever gave them, are the one system prompt. */
function encodeInstructions(
  instructions: readonly Instruction[],
  encoder: BlockEncoder,
): readonly JsonObject[] {
  return instructions
    .flatMap(({ parts, own }) => {
      const billing = ownFieldsOf(own, "anthropic")[BILLING_HEADER];
      return typeof billing === "string" ? [textPart(billing), ...parts] : parts;
    })
    .map((part) => encoder.text(part))
    .filter((block) => block !== null);
}

function encodeTurn(turn: Turn, path: string, encoder: BlockEncoder, losses: LossList): Message {
  const own = ownFieldsOf(turn.own, "anthropic");
  if (turn.role === "user" || turn.role === "assistant") {
    return { role: turn.role, blocks: encodeParts(turn.parts, turn.role, path, encoder), own };
  }
  if (turn.own?.protocol === "anthropic") {
    return { role: "system", blocks: encodeParts(turn.parts, "user", path, encoder), own };
  }
  return { role: "user", blocks: remind(turn, losses), own };
}

function encodeParts(
  parts: readonly Part[],
  role: "user" | "assistant",
  path: string,
  encoder: BlockEncoder,
): readonly JsonObject[] {
  return parts
    .map((part, index) => encoder.block(part, role, `${path}.parts[${index}]`))
    .filter((block) => block !== null);
}

/**
 * Instructions in the midst of the conversation. Only some models take a system message there, so they go into the
 * user's turn, in the tags by which Claude tells such text from the user's own; moved into the system prompt, they
 * would hold for what came before them, and break the cached prefix.
 */
function remind(turn: Turn, losses: LossList): readonly JsonObject[] {
  const text = plainText(turn.parts);
  if (text.trim() === "") return [];
  losses.approximated("instruction-role", `${turn.role} turn inside the conversation`);
  return [{ type: "text", text: `<system-reminder>\n${text}\n</system-reminder>` }];
}

/** Anthropic refuses an assistant's turn that ends in thought, and blanks at the end of the last one. */
function finishTurns(messages: readonly Message[], losses: LossList): readonly Message[] {
  return messages
    .map((message, index) => {
      if (message.role !== "assistant") return message;
      const thought = withoutFinalThought(message, losses);
      return index === messages.length - 1 ? trimEnd(thought) : thought;
    })
    .filter((message) => message.blocks.length > 0);
}

function withoutFinalThought(message: Message, losses: LossList): Message {
  const end = message.blocks.findLastIndex((block) => !THINKING.has(String(block.type))) + 1;
  if (end === message.blocks.length) return message;
  losses.dropped("reasoning-content", "thought at the end of a turn");
  return { ...message, blocks: message.blocks.slice(0, end) };
}

function trimEnd(message: Message): Message {
  const last = message.blocks.at(-1);
  if (typeof last?.text !== "string") return message;
  return { ...message, blocks: [...message.blocks.slice(0, -1), { ...last, text: last.text.trimEnd() }] };
}

function openWithUser(messages: readonly Message[], losses: LossList): readonly Message[] {
  if (messages[0]?.role !== "assistant") return messages;
  losses.approximated("conversation-state", "a user's turn is added before the first");
  return [{ role: "user", blocks: [{ type: "text", text: OPENING }], own: {} }, ...messages];
}
