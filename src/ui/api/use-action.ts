"use client";
import { useCallback, useState } from "react";
import { toast } from "sonner";
import type { ActionFunction, DataOf, InputOf } from "./action-client";
import { useErrorText } from "./use-error-text";

export interface ActionCall<Action extends ActionFunction> {
  /** The action's data; null when it failed, which the reader has been told. */
  readonly run: (input: InputOf<Action>) => Promise<{ readonly data: DataOf<Action> } | null>;
  readonly isRunning: boolean;
}

/** Calls a server function from a page and tells the reader when it fails. */
export function useAction<Action extends ActionFunction>(action: Action): ActionCall<Action> {
  const errorText = useErrorText();
  const [isRunning, setRunning] = useState(false);
  const run = useCallback(
    async (input: InputOf<Action>) => {
      setRunning(true);
      try {
        const envelope = await action(input);
        if (envelope.ok) return { data: envelope.data as DataOf<Action> };
        toast.error(errorText(envelope));
      } catch (error) {
        toast.error(errorText(error));
      } finally {
        setRunning(false);
      }
      return null;
    },
    [action, errorText],
  );
  return { run, isRunning };
}
