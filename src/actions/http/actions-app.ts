import { Hono } from "hono";
import { MAX_ACTION_BODY_BYTES } from "@/config/limits";
import { HUB_VERSION } from "@/config/version";
import { APP_ERRORS } from "@/domain/app-error";
import type { Envelope, FailureEnvelope } from "@/domain/envelope";
import { readText } from "@/lib/read-text";
import { getRuntime } from "@/services/runtime/runtime";
import type { ActionDefinition } from "../kit/action";
import { ACTIONS } from "../registry";
import { answerScalar } from "./docs-pages";
import { answerOpenApi } from "./openapi-document";

/** The REST face of the actions: `POST /api/actions/{module}/{action}` with a JSON body, for every registered action. */
export function createActionsApp(): Hono {
  const app = new Hono().basePath("/api/actions");
  for (const { definition } of ACTIONS) {
    app.post(`/${definition.name}`, (c) => answer(definition, c.req.raw));
    app.all(`/${definition.name}`, () => refuse(METHOD_NOT_ALLOWED, { allow: "POST" }));
  }
  app.get("/openapi.json", () => answerOpenApi());
  app.get("/scalar", () => answerScalar());
  app.get("/health", (c) =>
    c.json({ status: "ok", timestamp: new Date().toISOString(), version: HUB_VERSION }),
  );
  app.all("*", (c) => refuse(notFound(c.req.path)));
  app.onError(async (error) => {
    const { logger } = await getRuntime();
    logger.error({ err: error }, "an action could not be answered");
    return refuse(INTERNAL_ERROR);
  });
  return app;
}

const METHOD_NOT_ALLOWED: FailureEnvelope = {
  ok: false,
  error: "Actions take POST, with their input as a JSON body.",
  errorCode: "METHOD_NOT_ALLOWED",
};

const INTERNAL_ERROR: FailureEnvelope = {
  ok: false,
  error: "The hub failed unexpectedly; its log says why.",
  errorCode: "INTERNAL_ERROR",
};

function refuse(failure: FailureEnvelope, headers: Record<string, string> = {}): Response {
  return Response.json(failure, { status: APP_ERRORS[failure.errorCode], headers });
}

async function answer(definition: ActionDefinition, request: Request): Promise<Response> {
  const body = await readJson(request);
  // What is left of a body that is too large stays unread, so that nothing can follow it on its connection.
  if (!body.ok && body.errorCode === "BODY_TOO_LARGE") return refuse(body, { connection: "close" });
  const envelope: Envelope<unknown> = body.ok ? await definition.execute(body.data, request.headers) : body;
  return Response.json(envelope, {
    status: envelope.ok ? 200 : APP_ERRORS[envelope.errorCode],
    headers: { "cache-control": "no-store" },
  });
}

async function readJson({ body }: Request): Promise<Envelope<unknown>> {
  const text = await readText(body, MAX_ACTION_BODY_BYTES);
  if (text === null) {
    return {
      ok: false,
      error: `The body is larger than ${MAX_ACTION_BODY_BYTES} bytes.`,
      errorCode: "BODY_TOO_LARGE",
    };
  }
  try {
    return { ok: true, data: text.trim() === "" ? {} : JSON.parse(text) };
  } catch {
    return { ok: false, error: "The body is not valid JSON.", errorCode: "INVALID_INPUT" };
  }
}

function notFound(path: string): FailureEnvelope {
  return { ok: false, error: `There is no action at ${path}.`, errorCode: "NOT_FOUND" };
}
