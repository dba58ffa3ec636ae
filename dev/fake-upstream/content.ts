import type { ToolCall } from "./script";

/** What an answer says, in any dialect. */
export type Content = { readonly text: string; readonly toolCalls: readonly ToolCall[] };
