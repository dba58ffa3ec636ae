import { Hono } from "hono";
import { createActionsApp } from "./actions-app";
import { createAuthApp } from "./auth-app";
import { answerLive } from "./live-stream";
import { answerProxyStatus } from "./proxy-status";

/** Everything below /api in one app: what the server entry answers without Next. */
export function createRestApp(): Hono {
  const app = new Hono();
  app.route("/", createAuthApp());
  app.get("/api/live", (c) => answerLive(c.req.raw));
  app.get("/api/proxy-status", (c) => answerProxyStatus(c.req.raw));
  app.route("/", createActionsApp());
  return app;
}
