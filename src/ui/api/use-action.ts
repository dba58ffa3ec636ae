"use client";
import { useCallback, useState } from "react";
import { toast } from "sonner";
import type { FailureEnvelope } from "@/domain/envelope";
import type { ActionFunction, DataOf, InputOf } from "./action-client";
import { useErrorText } from "./use-error-text";

export interface ActionCall<Action extends ActionFunction> {
  /**
   * The action's data; null when it failed, which the reader has been told.
   *
   * @param showRefusal shows a refusal where it belongs; what it answers false to is told by a toast, as all is without
   */
  readonly run: (
    input: InputOf<Action>,
    showRefusal?: (failure: FailureEnvelope) => boolean,
  ) => Promise<{ readonly data: DataOf<Action> } | null>;
  readonly isRunning: boolean;
}

/** Calls a server function from a page and tells the reader when it fails. */
export function useAction<Action extends ActionFunction>(action: Action): ActionCall<Action> {
  const errorText = useErrorText();
  const [isRunning, setRunning] = useState(false);
  const run = useCallback(
    async (input: InputOf<Action>, showRefusal?: (failure: FailureEnvelope) => boolean) => {
      setRunning(true);
      try {
        const envelope = await action(input);
        if (envelope.ok) return { data: envelope.data as DataOf<Action> };
        if (!showRefusal?.(envelope)) toast.error(errorText(envelope));
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
