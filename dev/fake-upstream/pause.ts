import { setImmediate, setTimeout } from "node:timers/promises";

/** Waits; 0 lets the event loop turn once, undefined does not wait. Rejects when the client leaves. */
export async function pause(milliseconds: number | undefined, gone: AbortSignal): Promise<void> {
  if (milliseconds === undefined) return;
  if (milliseconds === 0) await setImmediate(undefined, { signal: gone });
  else await setTimeout(milliseconds, undefined, { signal: gone });
}

/** Resolves when the client has left. */
export function departure(gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (gone.aborted) resolve();
    else gone.addEventListener("abort", () => resolve(), { once: true });
  });
}
