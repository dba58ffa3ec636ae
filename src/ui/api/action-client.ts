import type { Envelope, FailureEnvelope } from "@/domain/envelope";

/** A server function of `src/actions`. */
export type ActionFunction = (input: never) => Promise<Envelope<unknown>>;

export type InputOf<Action extends ActionFunction> = Parameters<Action>[0];
export type DataOf<Action extends ActionFunction> = Extract<
  Awaited<ReturnType<Action>>,
  { ok: true }
>["data"];

/** A refused action, with all the server said of it. */
export class ActionError extends Error {
  override readonly name = "ActionError";

  constructor(readonly failure: FailureEnvelope) {
    super(failure.error);
  }
}

/**
 * Reads by an action's REST face. The browser runs server functions one after another, so what is polled or fetched
 * in parallel comes this way.
 *
 * @param name "<module>/<action>"; give the action's type: `readAction<typeof getUsers>("users/getUsers", {})`
 * @throws {ActionError} when refused
 */
export async function readAction<Action extends ActionFunction>(
  name: string,
  input: InputOf<Action>,
  signal?: AbortSignal,
): Promise<DataOf<Action>> {
  const response = await fetch(`/api/actions/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
    ...(signal && { signal }),
  });
  const envelope = (await response.json()) as Envelope<DataOf<Action>>;
  if (!envelope.ok) throw new ActionError(envelope);
  return envelope.data;
}
