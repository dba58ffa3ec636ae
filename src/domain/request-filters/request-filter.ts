import type { MatchType } from "@/domain/match-type";

export const FILTER_SCOPES = ["header", "body"] as const;
export type FilterScope = (typeof FILTER_SCOPES)[number];

/**
 * What a filter does with its target.
 * - remove, set: a header
 * - json_path: sets the value at a path of the body
 * - text_replace: replaces text in every string of the body
 */
export const FILTER_ACTIONS = ["remove", "set", "json_path", "text_replace"] as const;
export type FilterAction = (typeof FILTER_ACTIONS)[number];

/** Which actions make sense where. */
export const ACTIONS_OF_SCOPE: Readonly<Record<FilterScope, readonly FilterAction[]>> = {
  header: ["remove", "set"],
  body: ["json_path", "text_replace"],
};

/** For which providers a filter holds: all of them, those named, or those of the named groups. */
export const FILTER_BINDINGS = ["global", "providers", "groups"] as const;
export type FilterBinding = (typeof FILTER_BINDINGS)[number];

/** A change made to requests before they are sent. */
export interface RequestFilter {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly scope: FilterScope;
  readonly action: FilterAction;
  /** Of text_replace; null means contains. */
  readonly matchType: MatchType | null;
  /** Header name, path, or text, by `action`. */
  readonly target: string;
  /** Any JSON value. */
  readonly replacement: unknown;
  /** Lower ones are applied first; equal ones by id. */
  readonly priority: number;
  readonly isEnabled: boolean;
  readonly bindingType: FilterBinding;
  readonly providerIds: readonly number[];
  readonly groupTags: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
