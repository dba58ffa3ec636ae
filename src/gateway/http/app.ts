import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { GatewayError } from "@/domain/gateway-error";
import { headerValue } from "@/infra/http/headers";
import type { GatewayDeps } from "../deps";
import { handle } from "../handle";
import { renderError } from "../render-error";
import { authenticate } from "../stages/authenticate";
import type { Inbound, Reply } from "../types";
import { preflightReply, withCors } from "./cors";
import { deliverToNode } from "./deliver-to-node";
import { ENDPOINTS, type EndpointPolicy } from "./endpoints";
import { answerHealthz, answerReadyz, type Readiness } from "./health";
import { inboundFromNode, inboundFromWeb } from "./inbound";
import { anthropicModelList, openAiModelList, reachableModels } from "./models";
import { webResponse } from "./web-connection";

type Bindings = { Bindings: Partial<HttpBindings> };

/** What the gateway's HTTP face needs beyond the pipeline. */
export interface GatewayAppDeps extends GatewayDeps {
  readonly readiness: () => Promise<Readiness>;
  /** New requests are turned away once the hub is shutting down. */
  readonly isShuttingDown: () => boolean;
}

/**
 * The gateway as a Hono app. Under node:http replies go straight to the socket; elsewhere (`next dev`) they become
 * Fetch responses.
 */
export function createGatewayApp(deps: GatewayAppDeps): Hono<Bindings> {
  const app = new Hono<Bindings>();
  app.get("/healthz", answerHealthz);
  app.get("/readyz", (c) => answerReadyz(c, () => deps.readiness()));
  // Claude Code asks so before each session, without credentials, whether anybody is there.
  // (Hono routes HEAD as GET; only HEAD requests to the root come here.)
  app.get("/", (c) => c.body(null, 200));
  app.options("*", (c) => answer(c, UNKNOWN, deps, answerPreflight));
  for (const endpoint of ENDPOINTS) {
    app.on(endpoint.method, endpoint.path, (c) => answer(c, endpoint, deps, handle));
  }
  app.get("/v1/models", (c) => answer(c, MODELS, deps, listModels));
  app.all("*", (c) => answer(c, UNKNOWN, deps, refuseUnknown));
  return app;
}

const MODELS: EndpointPolicy = Object.freeze({
  method: "GET",
  path: "/v1/models",
  protocol: "anthropic",
  kind: "count",
  maxCalls: 0,
  isBilled: false,
  feedsCircuit: false,
});

const UNKNOWN: EndpointPolicy = Object.freeze({ ...MODELS, path: "*" });

type Handler = (inbound: Inbound, deps: GatewayAppDeps) => Promise<Reply>;

async function answer(
  c: Context<Bindings>,
  endpoint: EndpointPolicy,
  deps: GatewayAppDeps,
  run: Handler,
): Promise<Response> {
  const { incoming, outgoing } = c.env;
  const now = deps.clock.now();
  if (!incoming || !outgoing) {
    const inbound = inboundFromWeb(c.req.raw, endpoint, now);
    return webResponse(withCors(await run(inbound, deps), inbound.headers));
  }
  const inbound = inboundFromNode({ incoming, outgoing }, endpoint, now);
  const reply = deps.isShuttingDown() ? renderError(inbound, shuttingDown()) : await run(inbound, deps);
  await deliverToNode(withCors(reply, inbound.headers), outgoing as Parameters<typeof deliverToNode>[1]);
  return RESPONSE_ALREADY_SENT;
}

function shuttingDown(): GatewayError {
  return new GatewayError("shutting_down", "The hub is restarting. Try again in a moment.", {
    retryAfterSeconds: 2,
  });
}

async function answerPreflight({ headers }: Inbound): Promise<Reply> {
  return preflightReply(headers);
}

/** Answered from the snapshot; nothing is asked upstream. */
async function listModels(inbound: Inbound, deps: GatewayAppDeps): Promise<Reply> {
  try {
    const caller = authenticate(inbound, deps);
    const models = reachableModels(deps.snapshot.current, caller, inbound.protocol);
    const isAnthropic = headerValue(inbound.headers, "anthropic-version") !== undefined;
    return jsonReply(isAnthropic ? anthropicModelList(models) : openAiModelList(models));
  } catch (error) {
    if (error instanceof GatewayError) return renderError(inbound, error);
    throw error;
  }
}

function jsonReply(value: unknown): Reply {
  const body = Buffer.from(JSON.stringify(value));
  return {
    status: 200,
    headers: ["content-type", "application/json; charset=utf-8", "content-length", String(body.byteLength)],
    body,
  };
}

async function refuseUnknown(inbound: Inbound): Promise<Reply> {
  return renderError(
    inbound,
    new GatewayError(
      "route_not_found",
      `There is nothing at ${inbound.path}. The hub serves /v1/messages and /v1/models.`,
    ),
  );
}
