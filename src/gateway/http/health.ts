import type { Context } from "hono";

/** One part of the hub and whether it works. */
export interface PartHealth {
  readonly ok: boolean;
  readonly detail: string | null;
}

/** What `/readyz` reports: the process may serve when every part that it cannot do without works. */
export interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, PartHealth>>;
}

export function answerHealthz(c: Context): Response {
  return c.json({ status: "ok" });
}

export async function answerReadyz(c: Context, readiness: () => Promise<Readiness>): Promise<Response> {
  const { ready, parts } = await readiness();
  return c.json({ status: ready ? "ready" : "not_ready", parts }, ready ? 200 : 503);
}
