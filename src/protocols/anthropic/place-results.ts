import type { JsonObject } from "../ir/opaque";
import { TranslationError } from "../ir/translation-error";
import type { CallIds } from "./call-ids";

/** A message of the conversation in the making. */
export interface Message {
  readonly role: "user" | "assistant" | "system";
  readonly blocks: readonly JsonObject[];
  /** Members of the message itself beside role and content. */
  readonly own: JsonObject;
}

/**
 * Puts the conversation into the order Anthropic demands: turns of the same role as one, and right behind a turn with
 * calls one that begins with their results. A result may stand elsewhere in the client's history, or twice; it is
 * taken from where it stands first.
 *
 * @throws {TranslationError} `untranslatable` for a call without a result and for a result without a call: Anthropic
 * refuses both, and whatever stood in for them would be made up
 */
export function placeResults(messages: readonly Message[], ids: CallIds): readonly Message[] {
  const results = takeResults(messages);
  const placed: Message[] = [];
  let due: readonly JsonObject[] = [];
  for (const message of mergeSameRole(messages)) {
    const blocks = message.blocks.filter((block) => block.type !== "tool_result");
    if (message.role === "assistant") {
      append(placed, { role: "user", blocks: due, own: {} });
      append(placed, { ...message, blocks });
      due = claimResults(blocks, results, ids);
    } else if (message.role === "user") {
      append(placed, { ...message, blocks: [...due, ...blocks] });
      due = [];
    } else {
      append(placed, { ...message, blocks });
    }
  }
  append(placed, { role: "user", blocks: due, own: {} });
  const [orphan] = results.keys();
  if (orphan !== undefined) {
    throw new TranslationError(
      "untranslatable",
      `the result of the tool call ${ids.clientId(orphan)} has no call before it; send the whole conversation`,
    );
  }
  return placed;
}

/** A result and its place among all results. */
interface PlacedResult {
  readonly block: JsonObject;
  readonly place: number;
}

function takeResults(messages: readonly Message[]): Map<string, PlacedResult> {
  const results = new Map<string, PlacedResult>();
  for (const { blocks } of messages) {
    for (const block of blocks) {
      if (block.type !== "tool_result") continue;
      const id = String(block.tool_use_id);
      if (!results.has(id)) results.set(id, { block, place: results.size });
    }
  }
  return results;
}

/** The results of a turn's calls, in the order the client gave them; they are taken out of `results`. */
function claimResults(
  blocks: readonly JsonObject[],
  results: Map<string, PlacedResult>,
  callIds: CallIds,
): readonly JsonObject[] {
  const claimed: PlacedResult[] = [];
  const ids = new Set(blocks.flatMap((block) => (block.type === "tool_use" ? [String(block.id)] : [])));
  for (const id of ids) {
    const result = results.get(id);
    if (!result) {
      throw new TranslationError(
        "untranslatable",
        `the tool call ${callIds.clientId(id)} has no result; send one for every call before the conversation goes on`,
      );
    }
    claimed.push(result);
    results.delete(id);
  }
  return claimed.sort((a, b) => a.place - b.place).map(({ block }) => block);
}

function mergeSameRole(messages: readonly Message[]): readonly Message[] {
  const merged: Message[] = [];
  for (const message of messages) append(merged, message);
  return merged;
}

/** Adds a message; to the last one where that has its role, not at all where it is empty. */
function append(messages: Message[], message: Message): void {
  if (message.blocks.length === 0) return;
  const last = messages.at(-1);
  if (last?.role !== message.role) {
    messages.push(message);
    return;
  }
  messages[messages.length - 1] = {
    role: last.role,
    blocks: [...last.blocks, ...message.blocks],
    own: { ...last.own, ...message.own },
  };
}
