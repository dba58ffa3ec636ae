"use client";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryState, useQueryStates } from "nuqs";
import { useCallback } from "react";
import { ROLES } from "@/domain/user/user";
import { type EditTarget, formatEditTarget, parseEditTarget } from "./edit-target";
import { STATES } from "./user-state";

/** The row that is open, by the user's id. */
export function useOpenUser() {
  return useQueryState("user", parseAsInteger);
}

/** What the side dialog edits; null when it is closed. */
export function useEditTarget() {
  const [text, setText] = useQueryState("edit");
  const setTarget = useCallback(
    (target: EditTarget | null) => setText(target && formatEditTarget(target)),
    [setText],
  );
  return [text === null ? null : parseEditTarget(text), setTarget] as const;
}

const FILTERS = {
  q: parseAsString.withDefault(""),
  state: parseAsStringLiteral(STATES),
  role: parseAsStringLiteral(ROLES),
  group: parseAsString,
};

export function useUserFilters() {
  return useQueryStates(FILTERS);
}
