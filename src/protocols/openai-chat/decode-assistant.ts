import type { JsonObject, Opaque } from "../ir/opaque";
import { type Part, PLAIN, type ToolCallPart } from "../ir/part";
import type { Turn } from "../ir/request";
import { readCacheMarker } from "./cache-marker";
import type { CallBook } from "./call-book";
import { decodeContent } from "./decode-content";
import { chatOwn } from "./own-fields";
import type { Members } from "./read-members";
import { decodeDetails } from "./reasoning-details";

/** An assistant's message of a request: reasoning, content, refusal, calls, in this order. */
export function decodeAssistant(message: Members, book: CallBook): Turn {
  const content = decodeContent(message);
  const refusal = message.string("refusal");
  const calls = message.objects("tool_calls").map((call) => decodeCall(call, book));
  const legacy = message.child("function_call");
  if (legacy) calls.push({ wireId: "", part: legacyCall(legacy, book) });
  const details = decodeDetails(
    reasoningText(message),
    message.list("reasoning_details"),
    new Set(calls.map(({ wireId }) => wireId)),
  );
  const cache = readCacheMarker(message);
  const parts: readonly Part[] = [
    ...details.reasoning,
    ...content,
    ...(refusal ? [{ kind: "refusal" as const, text: refusal, ...PLAIN }] : []),
    ...calls.map(({ wireId, part }) => ({ ...part, opaque: details.ofCalls.get(wireId) ?? part.opaque })),
  ];
  return { role: "assistant", parts: markLast(parts, cache), own: chatOwn(withoutRole(message)) };
}

/** Puts a message's cache marker on its last part. */
export function markLast<P extends Part>(parts: readonly P[], cache: Part["cache"]): readonly P[] {
  if (!cache) return parts;
  return parts.map((part, index) => (index === parts.length - 1 ? { ...part, cache } : part));
}

function withoutRole(message: Members): JsonObject {
  message.value("role");
  return message.rest();
}

/** Vendors disagree on the name; whoever uses both means the same text. */
function reasoningText(message: Members): string {
  const content = message.string("reasoning_content");
  const plain = message.value("reasoning");
  return content ?? (typeof plain === "string" ? plain : "");
}

function decodeCall(call: Members, book: CallBook): { readonly wireId: string; readonly part: ToolCallPart } {
  const wireId = call.string("id");
  const { name, form, input } = readCall(call);
  const id = book.add(wireId, name, form);
  return {
    wireId: wireId ?? "",
    part: { kind: "tool-call", id, name, form, input, opaque: signatureOf(call), ...PLAIN },
  };
}

/** The name, form and input of a call, as requests and answers have them. */
export function readCall(call: Members): Pick<ToolCallPart, "name" | "form" | "input"> {
  call.value("type");
  const custom = call.child("custom");
  if (custom) return { name: custom.text("name"), form: "custom", input: custom.string("input") ?? "" };
  const called = call.child("function") ?? call.fail("function", "is required");
  return { name: called.text("name"), form: "function", input: argumentsOf(called) };
}

/** The arguments' JSON text; some servers give the object itself, others nothing for no arguments. */
export function argumentsOf(called: Members): string {
  const input = called.value("arguments");
  if (typeof input === "string") return input.trim() === "" ? "{}" : input;
  return JSON.stringify(input ?? {});
}

/**
 * What a vendor adds to a call it wants to see again: Google signs calls in `extra_content`.
 * Source: ai.google.dev/gemini-api/docs/thought-signatures, "OpenAI compatibility".
 */
export function signatureOf(call: Members): Opaque | null {
  call.value("index");
  const rest = call.rest();
  return Object.keys(rest).length === 0 ? null : { protocol: "openai-chat", value: rest };
}

function legacyCall(called: Members, book: CallBook): ToolCallPart {
  const name = called.text("name");
  const input = argumentsOf(called);
  const id = book.add(null, name, "function");
  return { kind: "tool-call", id, name, form: "function", input, opaque: null, ...PLAIN };
}
