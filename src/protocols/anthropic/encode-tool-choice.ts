import type { LossList } from "../ir/loss";
import type { JsonObject } from "../ir/opaque";
import type { IrRequest, ToolChoice } from "../ir/request";
import type { SafeNames } from "./safe-names";

/**
 * `tool_choice`; null where the client leaves it open, or where no tool is left to choose from, since Anthropic takes
 * a choice only with tools.
 *
 * @param tools as they stand on the wire
 */
export function encodeToolChoice(
  request: IrRequest,
  tools: readonly JsonObject[],
  names: SafeNames,
  losses: LossList,
): JsonObject | null {
  const { toolChoice, parallelToolCalls } = request;
  if (tools.length === 0) {
    if (forcesTool(toolChoice)) losses.dropped("tool-choice", "there are no tools");
    return null;
  }
  const choice = choiceOf(toolChoice, tools, names, losses);
  if (parallelToolCalls !== false || choice?.type === "none") return choice;
  return { ...(choice ?? { type: "auto" }), disable_parallel_tool_use: true };
}

/** Whether the model is bound to call a tool. */
export function forcesTool(choice: ToolChoice | null): boolean {
  return (
    choice?.kind === "required" ||
    choice?.kind === "tool" ||
    (choice?.kind === "allowed" && choice.isRequired)
  );
}

function choiceOf(
  choice: ToolChoice | null,
  tools: readonly JsonObject[],
  names: SafeNames,
  losses: LossList,
): JsonObject | null {
  switch (choice?.kind) {
    case undefined:
      return null;
    case "auto":
      return { type: "auto" };
    case "none":
      return { type: "none" };
    case "required":
      return { type: "any" };
    case "allowed":
      return { type: choice.isRequired ? "any" : "auto" };
    case "tool": {
      const name = names.safe(choice.name);
      if (tools.some((tool) => tool.name === name)) return { type: "tool", name };
      losses.dropped("tool-choice", "the tool is not among those offered");
      return null;
    }
  }
}
