import type { AssistantBlock, UserBlock } from "./anthropic-blocks";
import type { AnthropicMessage } from "./anthropic-message";

/** What the real API says of a conversation that is out of order; empty where it is in order. */
export function orderComplaints(messages: readonly AnthropicMessage[]): readonly string[] {
  if (messages[0]?.role !== "user") return ['first message must use the "user" role'];
  const turns = messages.filter(({ role }) => role !== "system");
  const complaints = turns.flatMap((turn, at) => [
    ...resultComplaints(turns[at - 1], turn, at),
    ...callComplaints(turn, turns[at + 1], at),
    ...endComplaints(turn, at, at === turns.length - 1),
  ]);
  const ids = turns.flatMap(callIds);
  if (new Set(ids).size < ids.length) complaints.push("`tool_use` ids must be unique");
  return complaints;
}

function blocksOf({ content }: AnthropicMessage): readonly (UserBlock | AssistantBlock)[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

function callIds(message: AnthropicMessage | undefined): readonly string[] {
  if (!message) return [];
  return blocksOf(message).flatMap((block) => (block.type === "tool_use" ? [block.id] : []));
}

function resultIds(message: AnthropicMessage | undefined): readonly string[] {
  if (!message) return [];
  return blocksOf(message).flatMap((block) => (block.type === "tool_result" ? [block.tool_use_id] : []));
}

function callComplaints(
  turn: AnthropicMessage,
  next: AnthropicMessage | undefined,
  at: number,
): readonly string[] {
  const answered = new Set(next?.role === "user" ? resultIds(next) : []);
  const open = callIds(turn).filter((id) => !answered.has(id));
  return open.map((id) => `messages.${at}: \`tool_use\` ${id} without \`tool_result\` immediately after`);
}

function resultComplaints(
  previous: AnthropicMessage | undefined,
  turn: AnthropicMessage,
  at: number,
): readonly string[] {
  const results = resultIds(turn);
  if (results.length === 0) return [];
  const calls = new Set(callIds(previous));
  const complaints = results
    .filter((id) => !calls.has(id))
    .map((id) => `messages.${at}: unexpected \`tool_use_id\` ${id} in \`tool_result\``);
  if (new Set(results).size < results.length) complaints.push(`messages.${at}: several results of one call`);
  const types = blocksOf(turn).map(({ type }) => type);
  if (types.lastIndexOf("tool_result") >= results.length) {
    complaints.push(`messages.${at}: \`tool_result\` blocks must come first`);
  }
  return complaints;
}

function endComplaints(turn: AnthropicMessage, at: number, isLast: boolean): readonly string[] {
  const last = blocksOf(turn).at(-1);
  if (!last) return isLast && turn.role === "assistant" ? [] : [`messages.${at}: content must not be empty`];
  if (turn.role !== "assistant") return [];
  if (last.type === "thinking" || last.type === "redacted_thinking") {
    return [`messages.${at}: the final block must not be \`thinking\``];
  }
  const isUntrimmed = isLast && last.type === "text" && last.text !== last.text.trimEnd();
  return isUntrimmed ? ["final assistant content cannot end with trailing whitespace"] : [];
}
