import { compileEach, type RuleProblem } from "@/domain/rule-problem";
import { parseJsonPath, setAtPath } from "@/lib/json-path";
import { replaceStrings } from "@/lib/json-strings";
import { SafeRegex, TextTooLongError } from "@/lib/safe-regex";
import type { HeaderChange } from "./header-change";
import { headerTargetProblem, headerValueProblem } from "./header-target";
import type { RequestFilter } from "./request-filter";

/**
 * Changes a body. Bytes it has no reason to change stay as they are.
 *
 * @param maxBytes the size the result may have
 * @throws {Error} when the body is malformed where the filter looks, or would grow too large
 */
export type BodyChange = (body: Buffer, maxBytes: number) => Buffer;

/** A filter made ready to be applied. */
export interface CompiledFilter {
  readonly id: number;
  readonly change:
    | { readonly scope: "header"; readonly header: HeaderChange }
    | { readonly scope: "body"; readonly body: BodyChange };
  /** Null for a global filter. */
  readonly boundTo: {
    readonly providerIds: ReadonlySet<number>;
    readonly groupTags: ReadonlySet<string>;
  } | null;
}

/** All enabled filters in the order they are applied. */
export interface FilterSet {
  readonly global: readonly CompiledFilter[];
  readonly bound: readonly CompiledFilter[];
}

type FilterFacts = Omit<RequestFilter, "createdAt" | "updatedAt" | "name" | "description">;

/** Filters that cannot work (their text comes from the database, whoever wrote it there) are left out and named. */
export function compileFilters(filters: readonly RequestFilter[]): {
  readonly filters: FilterSet;
  readonly problems: readonly RuleProblem[];
} {
  const ordered = filters
    .filter(({ isEnabled }) => isEnabled)
    .sort((a, b) => a.priority - b.priority || a.id - b.id);
  const { compiled, problems } = compileEach(ordered, compileFilter);
  return {
    filters: {
      global: compiled.filter(({ boundTo }) => boundTo === null),
      bound: compiled.filter(({ boundTo }) => boundTo !== null),
    },
    problems,
  };
}

/** The bound filters that hold for a provider. */
export function filtersFor(
  { bound }: FilterSet,
  provider: { readonly id: number; readonly groups: readonly string[] },
): readonly CompiledFilter[] {
  if (bound.length === 0) return bound;
  return bound.filter(
    ({ boundTo }) =>
      boundTo?.providerIds.has(provider.id) || provider.groups.some((group) => boundTo?.groupTags.has(group)),
  );
}

/** @throws {Error} in words for its author when the filter can never work */
export function compileFilter(filter: FilterFacts): CompiledFilter {
  const { id, bindingType, providerIds, groupTags } = filter;
  const boundTo =
    bindingType === "global" ? null : { providerIds: new Set(providerIds), groupTags: new Set(groupTags) };
  return { id, change: compileChange(filter), boundTo };
}

function compileChange(filter: FilterFacts): CompiledFilter["change"] {
  const { scope, action, target, replacement } = filter;
  switch (`${scope} ${action}`) {
    case "header remove":
      return { scope: "header", header: headerChange(target, null) };
    case "header set":
      return { scope: "header", header: headerChange(target, textOf(replacement)) };
    case "body json_path": {
      const path = parseJsonPath(target);
      return { scope: "body", body: (body, maxBytes) => setAtPath(body, path, replacement, maxBytes) };
    }
    case "body text_replace":
      return { scope: "body", body: textReplacement(filter) };
  }
  throw new Error(`a ${scope} filter cannot ${action}`);
}

function headerChange(name: string, value: string | null): HeaderChange {
  const problem = headerTargetProblem(name) ?? (value === null ? null : headerValueProblem(value));
  if (problem) throw new Error(problem);
  return { name, value };
}

function textReplacement({ target, matchType, replacement }: FilterFacts): BodyChange {
  const text = textOf(replacement);
  switch (matchType ?? "contains") {
    case "exact":
      return (body, maxBytes) => replaceStrings(body, (value) => (value === target ? text : value), maxBytes);
    case "contains":
      return (body, maxBytes) =>
        replaceStrings(body, (value) => replaceLiteral(value, target, text, maxBytes), maxBytes);
    case "regex": {
      const regex = SafeRegex.compile(target);
      return (body, maxBytes) =>
        replaceStrings(body, (value) => regex.replaceAll(value, text, maxBytes), maxBytes);
    }
  }
}

function replaceLiteral(value: string, target: string, text: string, maxLength: number): string {
  if (!value.includes(target)) return value;
  const parts = value.split(target);
  if (value.length + (parts.length - 1) * (text.length - target.length) > maxLength) {
    throw new TextTooLongError(maxLength);
  }
  return parts.join(text);
}

/** Strings as they are, nothing for null, any other value as JSON. */
function textOf(replacement: unknown): string {
  if (typeof replacement === "string") return replacement;
  return replacement === null || replacement === undefined ? "" : JSON.stringify(replacement);
}
