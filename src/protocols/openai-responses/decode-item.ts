import type { Part, ToolCallPart } from "../ir/part";
import { opaquePart } from "./content";
import type { Fields } from "./fields";
import { flatName } from "./namespaces";
import { ownFields } from "./own";
import { decodeReasoning } from "./reasoning-item";

/** An item that is no message, as a part of a model's turn. @throws {TranslationError} where what it needs is missing */
export function decodeModelItem(fields: Fields, type: string): Part {
  switch (type) {
    case "function_call":
      return decodeFunctionCall(fields);
    case "custom_tool_call":
      return decodeCustomCall(fields);
    case "reasoning":
      return decodeReasoning(fields);
    case "image_generation_call":
      return decodeGeneratedImage(fields);
    default:
      return opaquePart(type, fields.object);
  }
}

function decodeFunctionCall(fields: Fields): ToolCallPart {
  const input = fields.textOrNull("arguments") ?? "";
  return toolCall(fields, "function", input.trim() === "" ? "{}" : input);
}

function decodeCustomCall(fields: Fields): ToolCallPart {
  return toolCall(fields, "custom", fields.textOrNull("input") ?? "");
}

function toolCall(fields: Fields, form: ToolCallPart["form"], input: string): ToolCallPart {
  const name = fields.text("name");
  const namespace = fields.textOrNull("namespace");
  const id = fields.text("call_id");
  const rest = fields.rest();
  const own = ownFields(namespace === null ? rest : { name, namespace, ...rest });
  const flat = flatName({ name, namespace });
  return { kind: "tool-call", id, name: flat, form, input, opaque: null, cache: null, own };
}

/** An image the model made; while it has none yet there is only the item. */
function decodeGeneratedImage(fields: Fields): Part {
  const data = fields.textOrNull("result");
  if (data === null || data === "") return opaquePart("image_generation_call", fields.object);
  const format = fields.object.output_format;
  const mediaType = `image/${typeof format === "string" ? format : "png"}`;
  const source = { kind: "base64", data } as const;
  const own = ownFields(fields.object);
  return { kind: "media", mediaType, source, name: null, detail: null, cache: null, own };
}
