"use client";
import { useSyncExternalStore } from "react";

/** Below this tables become cards; Tailwind's `md`. */
const QUERY = "(max-width: 767px)";

export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const media = window.matchMedia(QUERY);
      media.addEventListener("change", onChange);
      return () => media.removeEventListener("change", onChange);
    },
    () => window.matchMedia(QUERY).matches,
    () => false,
  );
}
