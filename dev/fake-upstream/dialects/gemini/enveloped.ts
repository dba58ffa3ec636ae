import type { Call } from "../../call";
import type { JsonObject } from "../../json";
import { SEED_MARK } from "../../marks";

/** A response as Code Assist wraps it; errors and token counts go without. */
export function enveloped({ codeAssist }: Call, response: JsonObject): JsonObject {
  return codeAssist ? { response, traceId: SEED_MARK } : response;
}
