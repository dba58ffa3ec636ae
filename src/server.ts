import { existsSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { createRestApp } from "@/actions/http/rest-app";
import { type Env, EnvError, readEnv } from "@/config/env";
import { SHUTDOWN_CLEANUP_MS, SHUTDOWN_DRAIN_MS, SHUTDOWN_NOTICE_MS } from "@/config/limits";
import { gatewayDeps } from "@/gateway/gateway-deps";
import { createGatewayApp } from "@/gateway/http/app";
import { createHubServer } from "@/gateway/http/server";
import { drainServer } from "@/gateway/http/shutdown";
import { letHeapGrow } from "@/infra/heap";
import { JOBS } from "@/jobs/registry";
import { startJobs } from "@/jobs/schedule";
import { publishRuntime, type Runtime } from "@/services/runtime/runtime";
import { startRuntime } from "@/services/runtime/start";
import { explainStartError } from "@/services/runtime/start-error";
import { createDashboard } from "./dashboard";

/**
 * The production entry: one node:http server in front of Next. The gateway and the REST actions are part of this
 * bundle and need nothing of Next's, so they answer at full speed whether or not the dashboard has been loaded; all
 * share one runtime.
 */
async function main(): Promise<void> {
  letHeapGrow();
  const env = loadEnv();
  // One zone for the whole process: pages show the days that limits are counted by.
  process.env.TZ = env.TZ;
  const runtime = await publishRuntime(() => startRuntime({ env, onNewAdminToken: announceToken }));
  const dashboard = createDashboard((error) => {
    runtime.logger.error({ err: error }, "the dashboard could not be loaded");
  });
  const server = createHubServer({
    // The gateway sees to unread bodies itself; the adapter would cut off clients that still send theirs.
    gateway: nodeListener(createGatewayApp(gatewayDeps(runtime)), { autoCleanupIncoming: false }),
    rest: nodeListener(createRestApp()),
    dashboard: dashboard.handle,
  });
  await listen(server, env).catch(async (error: unknown) => {
    await runtime.shutdown();
    throw error;
  });
  endOnSignal(server, runtime, startJobs(JOBS, runtime));
  // Whoever starts a new hub is about to open its dashboard.
  if (runtime.snapshot.current.providers.all.length === 0) dashboard.prepare().catch(() => {});
  const { port } = server.address() as AddressInfo;
  runtime.logger.info({ port }, "ready");
  console.log(`Claude Code Hub is ready at ${env.APP_URL ?? `http://localhost:${port}`}`);
}

function nodeListener(
  app: { readonly fetch: (request: Request) => Response | Promise<Response> },
  options: Parameters<typeof getRequestListener>[1] = {},
) {
  // The adapter would otherwise put its own Request and Response in place of the global ones, for Next as well.
  return getRequestListener(app.fetch, { overrideGlobalObjects: false, ...options });
}

function loadEnv(): Env {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return readEnv({ ...process.env, NODE_ENV: "production" });
}

function announceToken(token: string): void {
  console.log(`\nYour admin token (kept in DATA_DIR/admin-token, shown only this once):\n\n  ${token}\n`);
}

function listen(server: Server, env: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(env.APP_PORT, env.HOST, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Not ready at once, then running streams finish, then everything closes; a second signal does not wait. */
function endOnSignal(server: Server, runtime: Runtime, jobs: ReturnType<typeof startJobs>): void {
  let isEnding = false;
  const end = async () => {
    if (isEnding) process.exit(1);
    isEnding = true;
    setTimeout(() => process.exit(1), SHUTDOWN_DRAIN_MS + 2 * SHUTDOWN_CLEANUP_MS).unref();
    runtime.beginShutdown();
    await sleep(SHUTDOWN_NOTICE_MS);
    await drainServer(server, SHUTDOWN_DRAIN_MS);
    await jobs.stop();
    await runtime.shutdown();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void end());
}

main().catch((error: unknown) => {
  console.error(error instanceof EnvError ? envProblems(error) : explainStartError(error));
  process.exit(1);
});

function envProblems({ problems }: EnvError): string {
  return ["The configuration has problems:", ...problems.map((problem) => `  ${problem}`)].join("\n");
}
