import type { Translated } from "../ir/codec";
import type { JsonValue } from "../ir/opaque";
import type { IrResponse } from "../ir/response";
import { BlockDecoder } from "./decode-block";
import { finishOf } from "./finish";
import { usageFromWire } from "./usage";
import { isJsonObject, ownFieldsBeside, stringOrNull, WireReader } from "./wire-reader";

const READ = new Set(["id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage"]);

/** A message in one piece. @throws {TranslationError} `invalid_answer` */
export function decodeResponse(body: JsonValue): Translated<IrResponse> {
  const reader = new WireReader("invalid_answer");
  const wire = reader.object(body, "");
  if (wire.type === "error") reader.fail("an error instead of an answer", "type");
  const content = reader.array(wire.content, "content");
  const value: IrResponse = {
    id: stringOrNull(wire.id),
    model: stringOrNull(wire.model),
    candidates: [
      {
        index: 0,
        parts: new BlockDecoder(reader).content(content, "content"),
        finish: finishOf(stringOrNull(wire.stop_reason), stringOrNull(wire.stop_sequence)),
      },
    ],
    usage: isJsonObject(wire.usage) ? usageFromWire(wire.usage) : null,
    own: ownFieldsBeside(wire, READ),
  };
  return { value, losses: [] };
}
