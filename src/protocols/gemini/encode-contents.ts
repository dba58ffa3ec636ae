import type { LossList } from "../ir/loss";
import { type JsonObject, ownFieldsOf } from "../ir/opaque";
import { plainText, type ToolCallPart, type ToolResultPart } from "../ir/part";
import type { Turn } from "../ir/request";
import { TranslationError } from "../ir/translation-error";
import { idMember } from "./call-ids";
import { type EncodedResult, encodeResult } from "./encode-function-response";
import { PartEncoder } from "./encode-parts";
import type { GeminiModel } from "./model-generation";
import { NO_SIGNATURE } from "./thought-signature";
import type { ToolNames } from "./tool-names";

interface ContentContext {
  readonly model: GeminiModel;
  readonly names: ToolNames;
  readonly losses: LossList;
}

/** A content in the making: results apart, since they come first. */
interface Draft {
  readonly role: "user" | "model";
  readonly parts: JsonObject[];
  readonly calls: ToolCallPart[];
  readonly results: ToolResultPart[];
  readonly fields: JsonObject;
}

/** Stands where a conversation does not begin with its user. */
const OPENING: JsonObject = { text: "(The conversation begins with the assistant.)" };

/**
 * The contents of a request, by the API's rules: user and model take turns, the user begins, and behind a content with
 * calls comes one with exactly their results, in their order.
 *
 * @throws {TranslationError} `untranslatable`
 */
export function encodeContents(turns: readonly Turn[], context: ContentContext): readonly JsonObject[] {
  const drafts = draftsOf(turns, context);
  if (drafts.length === 0) {
    throw new TranslationError("untranslatable", "Gemini needs a message with content.");
  }
  signCurrentTurn(drafts);
  const contents = drafts.map((draft, index) => contentOf(draft, drafts[index - 1], context));
  return drafts[0]?.role === "user" ? contents : [{ role: "user", parts: [OPENING] }, ...contents];
}

function draftsOf(turns: readonly Turn[], { names, losses }: ContentContext): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const turn of joinedTurns(turns)) {
    const role = turn.role === "assistant" ? "model" : "user";
    if (turn.role === "system" || turn.role === "developer") {
      losses.approximated("instruction-role", `${turn.role} within the conversation, as the user's`);
    }
    const parts = new PartEncoder(names, losses).encode(turn.parts);
    const calls = turn.parts.filter((part) => part.kind === "tool-call");
    const results = turn.parts.filter((part) => part.kind === "tool-result");
    if (parts.length === 0 && results.length === 0) continue;
    const last = drafts.at(-1);
    if (last?.role === role) {
      last.parts.push(...parts);
      last.calls.push(...calls);
      last.results.push(...results);
    } else {
      drafts.push({ role, parts: [...parts], calls, results, fields: ownFieldsOf(turn.own, "gemini") });
    }
  }
  return drafts;
}

/** An assistant's turns in a row are one: a signature may stand in one of them and its call in the next. */
function joinedTurns(turns: readonly Turn[]): readonly Turn[] {
  const joined: Turn[] = [];
  for (const turn of turns) {
    const last = joined.at(-1);
    if (last?.role === "assistant" && turn.role === "assistant") {
      joined[joined.length - 1] = { ...last, parts: [...last.parts, ...turn.parts] };
    } else joined.push(turn);
  }
  return joined;
}

function contentOf(draft: Draft, before: Draft | undefined, context: ContentContext): JsonObject {
  const { role, parts, fields, results } = draft;
  const calls = before?.calls ?? [];
  const answered = calls.map((call) => answerTo(call, results, context));
  const strays = results.filter(({ callId }) => !calls.some(({ id }) => id === callId));
  return {
    role,
    parts: [
      ...answered.map(({ part }) => part),
      ...answered.flatMap(({ beside }) => beside),
      ...strays.map((result) => strayResult(result, context)),
      ...parts,
    ],
    ...fields,
  };
}

function answerTo(
  call: ToolCallPart,
  results: readonly ToolResultPart[],
  context: ContentContext,
): EncodedResult {
  const { model, names, losses } = context;
  const name = names.wireName(call.name);
  const result = results.find(({ callId }) => callId === call.id);
  if (result) return encodeResult(result, name, model, losses);
  // The API counts: as many results as calls, or it refuses the request.
  const response = { error: "The call was interrupted; there is no result." };
  return { part: { functionResponse: { ...idMember(call.id), name, response } }, beside: [] };
}

/** A result whose call is not right before it would be refused; what it says is kept. */
function strayResult({ name, content }: ToolResultPart, { losses }: ContentContext): JsonObject {
  losses.approximated("unknown-field", "tool result without its call, as text");
  return { text: `Result of ${name ?? "a tool"}: ${plainText(content)}` };
}

/**
 * Gemini 3 refuses a call of the turn under way without a signature, and calls that other models made have none. Only
 * the first of parallel calls has one (ai.google.dev/gemini-api/docs/thought-signatures).
 */
function signCurrentTurn(drafts: readonly Draft[]): void {
  const start = drafts.findLastIndex(
    ({ role }, index) => role === "user" && (drafts[index - 1]?.calls ?? []).length === 0,
  );
  for (const { parts } of drafts.slice(start + 1)) {
    const at = parts.findIndex((part) => part.functionCall !== undefined);
    const first = parts[at];
    if (first && first.thoughtSignature === undefined)
      parts[at] = { ...first, thoughtSignature: NO_SIGNATURE };
  }
}
