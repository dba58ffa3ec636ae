"use client";
import { parseAsString, useQueryState } from "nuqs";

export interface OpenedProvider {
  /** "new", an id, or null while the form is closed. */
  readonly current: string | null;
  readonly open: (which: string) => void;
  /** Resolves when the URL has changed. */
  readonly close: () => Promise<unknown>;
}

/** Which provider's form is open, kept in the URL: Back closes it, a link opens it. */
export function useOpenProvider(): OpenedProvider {
  const [current, setCurrent] = useQueryState("provider", parseAsString);
  return {
    current,
    open: (which) => void setCurrent(which, { history: "push" }),
    close: () => setCurrent(null, { history: "replace" }),
  };
}
