"use client";
import { parseAsBoolean, parseAsString, useQueryState } from "nuqs";

/** The model whose price and history are open, kept in the URL. */
export function useOpenModel() {
  return useQueryState("model", parseAsString.withOptions({ history: "push" }));
}

/** The model whose price is being set, kept in the URL. */
export function useEditedModel() {
  return useQueryState("set", parseAsString.withOptions({ history: "push" }));
}

/** Whether a price is being added, kept in the URL. */
export function useIsAdding() {
  return useQueryState("add", parseAsBoolean.withDefault(false).withOptions({ history: "push" }));
}
