import { Hono } from "hono";
import { createActionsApp } from "./actions-app";
import { createAuthApp } from "./auth-app";
import { createBackupApp } from "./backup-routes";
import { answerLive } from "./live-stream";
import { createPlainRoutes } from "./plain-routes";
import { createPricesRoute } from "./prices-route";

/** Everything below /api in one app: what the server entry answers without Next. */
export function createRestApp(): Hono {
  const app = new Hono();
  app.route("/", createAuthApp());
  app.get("/api/live", (c) => answerLive(c.req.raw));
  app.route("/", createPlainRoutes());
  app.route("/", createPricesRoute());
  app.route("/", createBackupApp());
  app.route("/", createActionsApp());
  return app;
}
