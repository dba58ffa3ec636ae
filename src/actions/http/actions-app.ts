import { Hono } from "hono";
import { APP_ERRORS } from "@/domain/app-error";
import type { Envelope } from "@/domain/envelope";
import type { ActionDefinition } from "../kit/action";
import { ACTIONS } from "../registry";

/** The REST face of the actions: `POST /api/actions/{module}/{action}` with a JSON body, for every registered action. */
export function createActionsApp(): Hono {
  const app = new Hono().basePath("/api/actions");
  for (const { definition } of ACTIONS) app.post(`/${definition.name}`, (c) => answer(definition, c.req.raw));
  app.get("/health", (c) => c.json({ status: "ok", timestamp: new Date().toISOString() }));
  app.all("*", (c) => c.json(notFound(c.req.path), 404));
  return app;
}

async function answer(definition: ActionDefinition, request: Request): Promise<Response> {
  const body = await readJson(request);
  const envelope: Envelope<unknown> = body.ok ? await definition.execute(body.data, request.headers) : body;
  return Response.json(envelope, {
    status: envelope.ok ? 200 : APP_ERRORS[envelope.errorCode],
    headers: { "cache-control": "no-store" },
  });
}

async function readJson(request: Request): Promise<Envelope<unknown>> {
  const text = await request.text();
  try {
    return { ok: true, data: text.trim() === "" ? {} : JSON.parse(text) };
  } catch {
    return { ok: false, error: "The body is not valid JSON.", errorCode: "INVALID_INPUT" };
  }
}

function notFound(path: string): Envelope<never> {
  return { ok: false, error: `There is no action at ${path}; all take POST.`, errorCode: "NOT_FOUND" };
}
