import { Hono } from "hono";
import { MAX_ACTION_BODY_BYTES } from "@/config/limits";
import { HUB_VERSION } from "@/config/version";
import { APP_ERRORS } from "@/domain/app-error";
import { readText } from "@/lib/read-text";
import { getAvailability } from "../availability/get-availability";
import { getCurrentAvailability } from "../availability/get-current-availability";
import type { ActionDefinition } from "../kit/action";
import { getLeaderboard } from "../leaderboard/get-leaderboard";
import { getProxyStatus } from "../proxy-status/get-proxy-status";
import { cleanUpLogs } from "../system/clean-up-logs";
import { getDatabaseStatus } from "../system/get-database-status";
import { getLogLevel } from "../system/get-log-level";
import { setLogLevel } from "../system/set-log-level";
import { fetchSystemSettings } from "../system-config/fetch-system-settings";
import { getDisplaySettings } from "../system-config/get-display-settings";
import { saveSystemSettings } from "../system-config/save-system-settings";

/** Addresses that scripts know, for actions: the same checks, their input in the query or the body, and on success the data without the envelope. */
const ALIASES = [
  ["GET", "/api/system-settings", getDisplaySettings],
  ["GET", "/api/proxy-status", getProxyStatus],
  ["GET", "/api/admin/system-config", fetchSystemSettings],
  ["POST", "/api/admin/system-config", saveSystemSettings],
  ["GET", "/api/admin/log-level", getLogLevel],
  ["POST", "/api/admin/log-level", setLogLevel],
  ["POST", "/api/admin/log-cleanup/manual", cleanUpLogs],
  ["GET", "/api/admin/database/status", getDatabaseStatus],
  ["GET", "/api/leaderboard", getLeaderboard],
  ["GET", "/api/availability", getAvailability],
  ["GET", "/api/availability/current", getCurrentAvailability],
] as const;

export function createPlainRoutes(): Hono {
  const app = new Hono();
  for (const [method, path, { definition }] of ALIASES) {
    app.on(method, path, (c) => answer(definition, c.req.raw));
  }
  // The hub asks nobody outside which versions there are, so the newest it knows is itself.
  app.get("/api/version", (c) =>
    c.json({ current: `v${HUB_VERSION}`, latest: null, hasUpdate: false, releaseUrl: null }),
  );
  return app;
}

async function answer(definition: ActionDefinition, request: Request): Promise<Response> {
  const envelope = await definition.execute(await readInput(request), request.headers);
  return Response.json(envelope.ok ? envelope.data : envelope, {
    status: envelope.ok ? 200 : APP_ERRORS[envelope.errorCode],
    headers: { "cache-control": "no-store" },
  });
}

/** What cannot be read becomes a text, which every action refuses. */
async function readInput({ method, url, body }: Request): Promise<unknown> {
  if (method === "GET") return Object.fromEntries(new URL(url).searchParams);
  try {
    return JSON.parse((await readText(body, MAX_ACTION_BODY_BYTES)) ?? "");
  } catch {
    return "";
  }
}
