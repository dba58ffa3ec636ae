import type { Translated } from "../ir/codec";
import type { JsonObject, JsonValue } from "../ir/opaque";
import type { Part } from "../ir/part";
import type { IrResponse } from "../ir/response";
import { TranslationError } from "../ir/translation-error";
import { decodeContent } from "./content";
import { decodeModelItem } from "./decode-item";
import { Fields, isJsonList, isJsonObject } from "./fields";
import { decodeFinish } from "./finish";
import { usageFromWire } from "./usage";

const INVALID = "invalid_answer";

/** A `response` in one piece. @throws {TranslationError} `invalid_answer`, also for a response that failed */
export function decodeResponse(body: JsonValue): Translated<IrResponse> {
  const fields = Fields.of(body, "", INVALID);
  refuseFailed(fields.object);
  if (!isJsonList(fields.value("output"))) fields.fail("output", "must be a list");
  const parts = fields.objects("output").flatMap(decodeOutputItem);
  const { id, model } = fields.object;
  const response: IrResponse = {
    id: typeof id === "string" ? id : null,
    model: typeof model === "string" ? model : null,
    candidates: [{ index: 0, parts, finish: decodeFinish(fields.object, kindsOf(parts)) }],
    usage: usageOf(fields.object),
    own: null,
  };
  return { value: response, losses: [] };
}

/** The parts of one item of an output. @throws {TranslationError} `invalid_answer` */
export function decodeOutputItem(item: Fields): Part[] {
  const type = item.text("type");
  if (type !== "message") return [decodeModelItem(item, type)];
  return decodeContent(item.value("content"), item.at("content"), "output_text", INVALID);
}

/** @throws {TranslationError} `invalid_answer` */
export function refuseFailed({ error, status }: JsonObject): void {
  const message = isJsonObject(error) ? error.message : null;
  if (status !== "failed" && !error) return;
  throw new TranslationError(INVALID, typeof message === "string" ? message : "the response failed");
}

/** null where the upstream reported nothing. */
export function usageOf({ usage, output, service_tier: tier }: JsonObject): IrResponse["usage"] {
  if (!isJsonObject(usage)) return null;
  return usageFromWire({
    usage,
    output: isJsonList(output) ? output.map((item) => (isJsonObject(item) ? item : {})) : [],
    service_tier: typeof tier === "string" ? tier : null,
  });
}

export function kindsOf(parts: readonly Part[]): ReadonlySet<Part["kind"]> {
  return new Set(parts.map((part) => part.kind));
}
