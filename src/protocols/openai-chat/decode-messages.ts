import type { ToolResultPart } from "../ir/part";
import type { Instruction, Turn } from "../ir/request";
import { readCacheMarker } from "./cache-marker";
import { CallBook, type KnownCall } from "./call-book";
import { madeUpCallId } from "./call-ids";
import { decodeAssistant, markLast } from "./decode-assistant";
import { decodeContent, decodeTexts } from "./decode-content";
import { chatOwn } from "./own-fields";
import type { Members } from "./read-members";

export interface Conversation {
  readonly instructions: readonly Instruction[];
  readonly turns: readonly Turn[];
}

/** The messages of a request. What a client says as `system` or `developer` before all else are its instructions. */
export function decodeMessages(messages: readonly Members[]): Conversation {
  const book = new CallBook();
  const turns = messages.map((message) => decodeMessage(message, book));
  const opening = turns.findIndex(({ role }) => role === "user" || role === "assistant");
  const count = opening < 0 ? turns.length : opening;
  return { instructions: turns.slice(0, count).flatMap(instructionOf), turns: turns.slice(count) };
}

function instructionOf({ role, parts, own }: Turn): readonly Instruction[] {
  if (role !== "system" && role !== "developer") return [];
  return [{ role, parts: parts.filter((part) => part.kind === "text"), own }];
}

function decodeMessage(message: Members, book: CallBook): Turn {
  const role = message.string("role");
  switch (role) {
    case "system":
    case "developer":
      return prompt(message, role);
    case "user": {
      const parts = markLast(decodeContent(message), readCacheMarker(message));
      return { role, parts, own: chatOwn(message.rest()) };
    }
    case "assistant":
      return decodeAssistant(message, book);
    case "tool":
      return toolResult(message, book);
    case "function":
      return functionResult(message, book);
    default:
      return message.fail("role", "must be system, developer, user, assistant, tool or function");
  }
}

function prompt(message: Members, role: "system" | "developer"): Turn {
  const parts = markLast(decodeTexts(message), readCacheMarker(message));
  return { role, parts, own: chatOwn(message.rest()) };
}

function toolResult(message: Members, book: CallBook): Turn {
  const id = message.string("tool_call_id");
  const call = book.answeredBy(id);
  if (!call && id === null) return message.fail("tool_call_id", "is required");
  // Compatible servers want a name here, OpenAI does not: the call has it.
  const name = message.string("name");
  return resultTurn(message, call ?? { id: id ?? "", name, form: "function" });
}

function functionResult(message: Members, book: CallBook): Turn {
  const name = message.text("name");
  const call = book.answeredByName(name) ?? { id: madeUpCallId("function", name), name, form: "function" };
  return resultTurn(message, call);
}

type AnsweredCall = Omit<KnownCall, "name"> & { readonly name: string | null };

function resultTurn(message: Members, call: AnsweredCall): Turn {
  const content = decodeContent(message).map((part) =>
    part.kind === "text" || part.kind === "media" || part.kind === "opaque"
      ? part
      : message.fail("content", "only text parts can stand here"),
  );
  const part: ToolResultPart = {
    kind: "tool-result",
    callId: call.id,
    name: call.name,
    form: call.form,
    content,
    isError: false,
    cache: readCacheMarker(message),
    own: chatOwn(message.rest()),
  };
  return { role: "user", parts: [part], own: chatOwn({}) };
}
