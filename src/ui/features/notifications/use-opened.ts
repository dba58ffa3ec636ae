"use client";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { NOTIFICATION_TYPES } from "@/domain/notification/notification-type";

/** Which kind's form is open, kept in the URL. */
export function useOpenKind() {
  return useQueryState("kind", parseAsStringLiteral(NOTIFICATION_TYPES).withOptions({ history: "push" }));
}

/** Which target's form is open, kept in the URL: "new", an id, or null. */
export function useOpenTarget() {
  return useQueryState("target", parseAsString.withOptions({ history: "push" }));
}
