import type { JsonObject, OwnFields } from "../ir/opaque";

/** Marks what a Chat Completions body brought, even where it has no members of its own to keep. */
export function chatOwn(fields: JsonObject): OwnFields {
  return { protocol: "openai-chat", fields };
}

/** Whether something came in this protocol's own form, and can go out as it came. */
export function isChatOwn({ own }: { readonly own: OwnFields | null }): boolean {
  return own?.protocol === "openai-chat";
}
