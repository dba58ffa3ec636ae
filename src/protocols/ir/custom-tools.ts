import { parseJson } from "@/lib/parse-json";
import type { JsonObject } from "./opaque";
import type { Part, ToolCallPart } from "./part";
import type { CustomTool, FunctionTool, IrRequest } from "./request";
import type { StreamPart } from "./stream-part";
import { TranslationError } from "./translation-error";

/** The one property of the function that stands for a tool with free-text input. */
const INPUT = "input";

const PARAMETERS: JsonObject = {
  type: "object",
  properties: { [INPUT]: { type: "string", description: "The whole input of the tool, as plain text." } },
  required: [INPUT],
  additionalProperties: false,
};

/**
 * A tool with free-text input as a function, for protocols that know only those. A grammar is told to the model in the
 * description, where it guides and does not bind: report `custom-tool` as approximated.
 */
export function customToolAsFunction(tool: CustomTool): FunctionTool {
  const format = tool.format === null ? "" : `Format of the input: ${JSON.stringify(tool.format)}`;
  return {
    kind: "function",
    name: tool.name,
    description: [tool.description ?? "", format].filter((text) => text !== "").join("\n\n") || null,
    parameters: PARAMETERS,
    strict: null,
    cache: tool.cache,
    own: null,
  };
}

/** The JSON text of a call's input: a function's as it is, a custom tool's free text wrapped. */
export function functionInputOf(call: Pick<ToolCallPart, "form" | "input">): string {
  return call.form === "custom" ? JSON.stringify({ [INPUT]: call.input }) : call.input;
}

/** The free text in a function's input; all of it where the model did not keep to the form. */
export function customInputOf(functionInput: string): string {
  const input = parseJson<Record<string, unknown> | null>(functionInput)?.[INPUT];
  return typeof input === "string" ? input : functionInput;
}

/** The tools with free-text input that a client offered. */
export function customToolNames(request: IrRequest): ReadonlySet<string> {
  return new Set(request.tools.flatMap((tool) => (tool.kind === "custom" ? [tool.name] : [])));
}

/** Parts of an answer with calls of the client's custom tools in their own form again. */
export function restoreCustomCalls(
  parts: readonly Part[],
  customNames: ReadonlySet<string>,
): readonly Part[] {
  if (customNames.size === 0) return parts;
  return parts.map((part) =>
    part.kind === "tool-call" && part.form === "function" && customNames.has(part.name)
      ? { ...part, form: "custom", input: customInputOf(part.input) }
      : part,
  );
}

/** What may be held of the inputs of custom calls, in UTF-16 code units. */
const MAX_HELD_LENGTH = 4 * 1024 * 1024;

/** Does to a stream what `restoreCustomCalls` does to an answer; such a call's input comes in one piece, at its end. */
export class CustomCallRestorer {
  private readonly held = new Map<number, string>();
  private heldLength = 0;

  constructor(private readonly customNames: ReadonlySet<string>) {}

  /** @throws {TranslationError} `invalid_answer` when too much would be held */
  push(part: StreamPart): readonly StreamPart[] {
    switch (part.kind) {
      case "tool-input-start":
        if (part.form === "custom" || !this.customNames.has(part.name)) return [part];
        this.held.set(part.block, "");
        return [{ ...part, form: "custom" }];
      case "tool-input-delta":
        return this.hold(part.block, part.text) ? [] : [part];
      case "tool-input-end": {
        const input = this.held.get(part.block);
        if (input === undefined) return [part];
        this.held.delete(part.block);
        this.heldLength -= input.length;
        return [{ kind: "tool-input-delta", block: part.block, text: customInputOf(input) }, part];
      }
      default:
        return [part];
    }
  }

  private hold(block: number, text: string): boolean {
    const before = this.held.get(block);
    if (before === undefined) return false;
    this.heldLength += text.length;
    if (this.heldLength > MAX_HELD_LENGTH) {
      throw new TranslationError("invalid_answer", "the input of a tool call is too long");
    }
    this.held.set(block, before + text);
    return true;
  }
}
