import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { GatewayError } from "@/domain/gateway-error";
import { answerModels, refuseUnknown, refuseUpgrade } from "../answer-locally";
import type { GatewayDeps } from "../deps";
import { handle } from "../handle";
import { refuse } from "../refuse";
import type { Inbound, Reply } from "../types";
import { preflightReply, withCors } from "./cors";
import { deliverToNode, isSource } from "./deliver-to-node";
import type { EndpointKind } from "./endpoints";
import { answerHealthz, answerReadyz, type Readiness } from "./health";
import { inboundFromNode, inboundFromWeb } from "./inbound";
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
 * Fetch responses. Which endpoint a request belongs to is decided by `findEndpoint`.
 */
export function createGatewayApp(deps: GatewayAppDeps): Hono<Bindings> {
  const app = new Hono<Bindings>();
  app.get("/healthz", answerHealthz);
  app.get("/readyz", (c) => answerReadyz(c, () => deps.readiness()));
  // Claude Code asks so before each session, without credentials, whether anybody is there.
  // (Hono routes HEAD as GET; only HEAD requests to the root come here.)
  app.get("/", (c) => c.body(null, 200));
  app.all("*", (c) => answer(c, deps));
  return app;
}

type Handler = (inbound: Inbound, deps: GatewayDeps) => Promise<Reply>;

const HANDLERS: Readonly<Record<EndpointKind, Handler>> = {
  generate: handle,
  count: handle,
  raw: handle,
  models: answerModels,
  upgrade: refuseUpgrade,
  unknown: refuseUnknown,
  preflight: async ({ headers }) => preflightReply(headers),
};

async function answer(c: Context<Bindings>, deps: GatewayAppDeps): Promise<Response> {
  const { incoming, outgoing } = c.env;
  const now = deps.clock.now();
  if (!incoming || !outgoing) {
    const inbound = inboundFromWeb(c.req.raw, now);
    return webResponse(withCors(await replyTo(inbound, deps), inbound.headers));
  }
  const inbound = inboundFromNode({ incoming, outgoing }, now);
  const reply = await replyTo(inbound, deps);
  const delivered = deliverToNode(
    withCors(reply, inbound.headers),
    outgoing as Parameters<typeof deliverToNode>[1],
  );
  // Whoever waits for a stream keeps all that Hono knows of its request for as long as it lasts.
  if (!isSource(reply.body)) await delivered;
  return RESPONSE_ALREADY_SENT;
}

function replyTo(inbound: Inbound, deps: GatewayAppDeps): Promise<Reply> {
  if (!deps.isShuttingDown()) return HANDLERS[inbound.endpoint.kind](inbound, deps);
  const error = new GatewayError("shutting_down", "The hub is restarting. Try again in a moment.", {
    retryAfterSeconds: 2,
  });
  return refuse(inbound, { caller: null, request: null }, error, deps);
}
