import type { LossList } from "../ir/loss";
import { type JsonObject, type JsonValue, ownFieldsOf } from "../ir/opaque";
import type { MediaPart, OpaquePart, Part, ReasoningPart, ToolCallPart, ToolResultPart } from "../ir/part";
import type { Instruction, IrRequest, Turn } from "../ir/request";
import { encodeRefusal, encodeText } from "./content";
import { isJsonObject } from "./fields";
import { encodeMedia } from "./media";
import { isOwn } from "./own";
import { encodeReasoning } from "./reasoning-item";
import { type ToolNames, upstreamCallId } from "./tool-names";

/** `input`: the items of a request. */
export function encodeInput(request: IrRequest, names: ToolNames, losses: LossList): JsonObject[] {
  return new InputEncoder(names, losses).encode(request);
}

/** Whether an instruction came as a message of `input`. */
export function isInputMessage({ own }: Instruction): boolean {
  return isOwn(own);
}

class InputEncoder {
  private readonly items: JsonObject[] = [];
  private readonly callForms = new Map<string, ToolCallPart["form"]>();
  private readonly answered = new Set<string>();

  constructor(
    private readonly names: ToolNames,
    private readonly losses: LossList,
  ) {}

  encode({ instructions, turns }: IrRequest): JsonObject[] {
    for (const instruction of instructions) if (isInputMessage(instruction)) this.addTurn(instruction);
    for (const turn of turns) this.addTurn(turn);
    return this.items;
  }

  /** A turn's texts and media are a message, what else it has are items of their own; the order stays. */
  private addTurn(turn: Pick<Turn, "role" | "parts" | "own">): void {
    let content: JsonObject[] = [];
    const flush = () => {
      if (content.length > 0) this.items.push({ type: "message", role: turn.role, content });
      content = [];
    };
    for (const part of turn.parts) {
      if (part.cache !== null && !isOwn(part.own)) this.losses.dropped("cache-marker");
      const inMessage = this.contentOf(part, turn);
      if (inMessage !== undefined) {
        if (inMessage !== null) content.push(inMessage);
        continue;
      }
      flush();
      this.addItem(part);
    }
    if (isOwn(turn.own)) this.items.push({ type: "message", role: turn.role, ...turn.own.fields, content });
    else flush();
  }

  /** The part as content of a message; null where it is lost; undefined for what is no content. */
  private contentOf(part: Part, { role, own }: Pick<Turn, "role" | "own">): JsonObject | null | undefined {
    switch (part.kind) {
      case "text":
        return part.text === "" && !isOwn(part.own) ? null : encodeText(part, textTypeOf(role), this.losses);
      case "refusal":
        return role === "assistant" ? encodeRefusal(part) : { type: "input_text", text: part.text };
      case "media":
        return this.mediaOf(part, role);
      case "opaque":
        return isOwn(own) && isJsonObject(part.opaque.value) ? part.opaque.value : undefined;
      case "reasoning":
      case "tool-call":
      case "tool-result":
        return undefined;
    }
  }

  private mediaOf(part: MediaPart, role: Turn["role"]): JsonObject | null | undefined {
    if (role !== "assistant") return encodeMedia(part, this.losses);
    // An image the model made is an item; others it cannot have said.
    if (isOwn(part.own) && part.own.fields.type !== undefined) return undefined;
    this.losses.dropped("media", "of the assistant");
    return null;
  }

  private addItem(part: Part): void {
    switch (part.kind) {
      case "tool-call":
        this.items.push(this.callItem(part));
        break;
      case "tool-result":
        this.addResult(part);
        break;
      case "reasoning":
        this.addReasoning(part);
        break;
      case "opaque":
        this.addOpaque(part);
        break;
      case "media":
        this.items.push(ownFieldsOf(part.own, "openai-responses"));
        break;
      case "text":
      case "refusal":
        break;
    }
  }

  private callItem(part: ToolCallPart): JsonObject {
    this.callForms.set(part.id, part.form);
    if (part.opaque !== null) this.losses.dropped("opaque-content", `${part.opaque.protocol} tool call`);
    const own = ownFieldsOf(part.own, "openai-responses");
    const name = isOwn(part.own) ? part.name : this.names.upstream(part.name);
    const call_id = upstreamCallId(part.id);
    return part.form === "custom"
      ? { type: "custom_tool_call", call_id, name, input: part.input, ...own }
      : { type: "function_call", call_id, name, arguments: part.input, ...own };
  }

  /** Gemini CLI repeats results; the API takes one per call. */
  private addResult(part: ToolResultPart): void {
    if (this.answered.has(part.callId)) return;
    this.answered.add(part.callId);
    if (part.isError) this.losses.dropped("tool-error-flag");
    const form = this.callForms.get(part.callId) ?? part.form;
    this.items.push({
      type: form === "custom" ? "custom_tool_call_output" : "function_call_output",
      call_id: upstreamCallId(part.callId),
      output: this.outputOf(part),
      ...ownFieldsOf(part.own, "openai-responses"),
    });
  }

  /** One text, or nothing, is a string; more, or anything else, a list. */
  private outputOf({ content }: ToolResultPart): JsonValue {
    const [first] = content;
    if (first === undefined) return "";
    if (content.length === 1 && first.kind === "text" && isPlain(first.own?.fields)) return first.text;
    const parts = content.flatMap((part) => this.outputPart(part) ?? []);
    return parts.length > 0 ? parts : "";
  }

  private outputPart(part: ToolResultPart["content"][number]): JsonObject | null {
    switch (part.kind) {
      case "text":
        return encodeText(part, "input_text", this.losses);
      case "media":
        return encodeMedia(part, this.losses);
      case "opaque":
        if (part.opaque.protocol === "openai-responses" && isJsonObject(part.opaque.value))
          return part.opaque.value;
        this.losses.dropped("opaque-content", part.what);
        return null;
    }
  }

  private addReasoning(part: ReasoningPart): void {
    const item = encodeReasoning(part);
    if (item !== null) this.items.push(item);
    else if (part.text !== "") this.losses.dropped("reasoning-content");
    else if (part.opaque !== null) this.losses.dropped("opaque-content", `${part.opaque.protocol} reasoning`);
  }

  private addOpaque({ what, opaque }: OpaquePart): void {
    if (opaque.protocol === "openai-responses" && isJsonObject(opaque.value)) this.items.push(opaque.value);
    else this.losses.dropped(what.includes("server_tool") ? "server-tool" : "opaque-content", what);
  }
}

function textTypeOf(role: Turn["role"]): "input_text" | "output_text" {
  return role === "assistant" ? "output_text" : "input_text";
}

function isPlain(own: JsonObject | undefined): boolean {
  return own === undefined || Object.keys(own).length === 0;
}
