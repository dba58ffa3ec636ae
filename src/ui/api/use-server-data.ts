"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type ActionFunction, type DataOf, type InputOf, readAction } from "./action-client";

/**
 * What a page was drawn with, read again after changes (see `useReload`). The router could draw the page again too,
 * but it drops that when the URL changes meanwhile, as it does when a form closes.
 *
 * @param name of the action, "<module>/<action>", that the server called with an empty input
 */
export function useServerData<Action extends ActionFunction>(
  name: string,
  first: DataOf<Action>,
): DataOf<Action> {
  const { data } = useQuery({
    queryKey: [name],
    queryFn: ({ signal }) => readAction<Action>(name, {} as InputOf<Action>, signal),
    initialData: first,
  });
  return data as DataOf<Action>;
}

/** Reads again what pages show of an action; resolves when it is there. */
export function useReload(name: string): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: [name] }), [queries, name]);
}
