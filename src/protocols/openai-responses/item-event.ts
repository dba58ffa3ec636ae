import type { JsonObject } from "../ir/opaque";

/** An event without its sequence number, which only the whole stream knows. */
export interface ItemEvent {
  readonly type: string;
  readonly members: JsonObject;
}
