import type { JsonObject } from "../ir/opaque";
import { type Part, type ToolResultPart, textPart } from "../ir/part";
import type { Instruction, Turn } from "../ir/request";
import { decodeContent } from "./content";
import { decodeModelItem } from "./decode-item";
import type { Fields } from "./fields";
import { flatName } from "./namespaces";
import { ownFields } from "./own";

/** Items that a client adds; all others are a model's. */
const CLIENT_ITEMS =
  /_output$|^(?:item_reference|mcp_approval_response|additional_tools|configuration_update)$/;

const ROLES = ["user", "assistant", "system", "developer"] as const;

/** `input`: a text, or a list of items, each of them a turn. @throws {TranslationError} `invalid_request` */
export function decodeInput(request: Fields): Turn[] {
  const input = request.value("input");
  if (typeof input === "string") {
    return [{ role: "user", parts: [{ ...textPart(input), own: ownFields({}) }], own: ownFields({}) }];
  }
  const toolNames = new Map<string, string>();
  return request.objects("input").map((fields) => {
    const turn = decodeItem(fields, toolNames);
    for (const part of turn.parts) if (part.kind === "tool-call") toolNames.set(part.id, part.name);
    return turn;
  });
}

function decodeItem(fields: Fields, toolNames: ReadonlyMap<string, string>): Turn {
  const type = fields.textOrNull("type") ?? (fields.object.role === undefined ? "item_reference" : "message");
  switch (type) {
    case "message":
      return decodeMessage(fields);
    case "function_call_output":
    case "custom_tool_call_output":
      return turnOf("user", decodeToolOutput(fields, type, toolNames));
    default:
      return turnOf(CLIENT_ITEMS.test(type) ? "user" : "assistant", decodeModelItem(fields, type));
  }
}

function turnOf(role: Turn["role"], part: Part): Turn {
  return { role, parts: [part], own: null };
}

function decodeMessage(fields: Fields): Turn {
  const name = fields.text("role");
  const role = ROLES.find((one) => one === name) ?? fields.fail("role", `must be one of ${ROLES.join(", ")}`);
  const textType = role === "assistant" ? "output_text" : "input_text";
  const parts = decodeContent(fields.value("content"), fields.at("content"), textType, "invalid_request");
  return { role, parts, own: ownFields(fields.rest()) };
}

function decodeToolOutput(
  fields: Fields,
  type: "function_call_output" | "custom_tool_call_output",
  toolNames: ReadonlyMap<string, string>,
): ToolResultPart {
  const callId = fields.text("call_id");
  const content = decodeContent(fields.value("output"), fields.at("output"), "input_text", "invalid_request");
  const own = fields.rest();
  return {
    kind: "tool-result",
    callId,
    name: toolNames.get(callId) ?? nameIn(own),
    form: type === "function_call_output" ? "function" : "custom",
    content: content.map((part) => (part.kind === "refusal" ? textPart(part.text) : part)),
    isError: false,
    cache: null,
    own: ownFields(own),
  };
}

function nameIn({ name, namespace }: JsonObject): string | null {
  if (typeof name !== "string") return null;
  return flatName({ name, namespace: typeof namespace === "string" ? namespace : null });
}

/** The system's and developer's messages before all others are prompts that stand before the conversation. */
export function splitInstructions(turns: readonly Turn[]): {
  readonly instructions: readonly Instruction[];
  readonly turns: readonly Turn[];
} {
  const instructions: Instruction[] = [];
  for (const turn of turns) {
    const instruction = instructionOf(turn);
    if (instruction === null) break;
    instructions.push(instruction);
  }
  return { instructions, turns: turns.slice(instructions.length) };
}

function instructionOf({ role, parts, own }: Turn): Instruction | null {
  if (role !== "system" && role !== "developer") return null;
  const texts = parts.flatMap((part) => (part.kind === "text" ? [part] : []));
  return texts.length === parts.length ? { role, parts: texts, own } : null;
}
