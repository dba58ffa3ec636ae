import type { ActionDefinition } from "./action";

/** The actions of one noun: a chapter of the API document. */
export interface ActionModule {
  /** The first segment of its actions' paths, and its folder. */
  readonly name: string;
  /** The chapter's title, and a sentence on what is in it. */
  readonly tag: string;
  readonly description: string;
  readonly actions: readonly { readonly definition: ActionDefinition }[];
}
