import type { JsonObject, OwnFields } from "../ir/opaque";

const PROTOCOL = "openai-responses";

/** Members that only this protocol gets back. Without any they still say where their owner came from. */
export function ownFields(fields: JsonObject): OwnFields {
  return { protocol: PROTOCOL, fields };
}

/** Whether something came in this protocol: then it goes out as it came, without what others need. */
export function isOwn(own: OwnFields | null): own is OwnFields {
  return own?.protocol === PROTOCOL;
}
