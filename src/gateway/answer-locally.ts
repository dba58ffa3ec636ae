import { GatewayError } from "@/domain/gateway-error";
import { headerValue } from "@/infra/http/headers";
import type { Caller } from "@/services/auth/caller";
import type { GatewayDeps } from "./deps";
import { modelEntry, modelList } from "./http/model-list";
import { dialectsOfList, reachableModels } from "./http/models";
import { refuse } from "./refuse";
import { REQUEST_ID_HEADER } from "./responding/response-headers";
import { recordTerminal } from "./settling/record-terminal";
import { localRecord } from "./settling/records";
import { admitClient } from "./stages/admit-client";
import { authenticate } from "./stages/authenticate";
import type { Inbound, Reply } from "./types";

/** The models a caller reaches, or one of them; answered from the snapshot, nothing is asked upstream. */
export async function answerModels(inbound: Inbound, deps: GatewayDeps): Promise<Reply> {
  let caller: Caller | null = null;
  try {
    caller = authenticate(inbound, deps);
    admitClient({ inbound }, caller);
    const reply = jsonReply(inbound, listedModels(inbound, caller, deps));
    await recordTerminal(localRecord(inbound, caller, reply.body.byteLength, deps.clock.now()), deps);
    return reply;
  } catch (error) {
    return refuse(inbound, { caller, request: null }, error, deps);
  }
}

/** @throws {GatewayError} `model_not_found` */
function listedModels(
  inbound: Inbound,
  caller: Caller,
  { snapshot }: Pick<GatewayDeps, "snapshot">,
): unknown {
  const { path, protocol } = inbound;
  const dialects = dialectsOfList(path, askedDialect(inbound), protocol);
  const models = reachableModels(snapshot.current, caller, dialects);
  const wanted = ONE_MODEL.exec(path)?.[1];
  if (wanted === undefined) return modelList(protocol, models);
  const id = decoded(wanted);
  if (models.includes(id)) return modelEntry(protocol, id);
  throw new GatewayError("model_not_found", `There is no model ${id} here that you can use.`);
}

/** Names of models may contain slashes. */
const ONE_MODEL = /^\/v1(?:beta)?\/models\/(.+?)\/?$/;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function askedDialect({ headers, query }: Inbound): string | null {
  const parameters = new URLSearchParams(query);
  const asked = ["api_type", "apiType", "format"].map((name) => parameters.get(name)).find((word) => word);
  return asked ?? headerValue(headers, "x-openai-api-type") ?? headerValue(headers, "x-cch-api-type") ?? null;
}

/** Nothing is at this path. */
export async function refuseUnknown(inbound: Inbound, deps: GatewayDeps): Promise<Reply> {
  const error = new GatewayError(
    "route_not_found",
    `There is nothing at ${inbound.path}. The hub serves the APIs below /v1 and /v1beta.`,
  );
  return refuse(inbound, { caller: null, request: null }, error, deps);
}

/** Clients that would rather have a WebSocket fall back at once when they are told. */
export async function refuseUpgrade(inbound: Inbound, deps: GatewayDeps): Promise<Reply> {
  const error = new GatewayError("websocket_unsupported", "The hub speaks HTTP only. Send a POST request.");
  return refuse(inbound, { caller: null, request: null }, error, deps);
}

function jsonReply(inbound: Inbound, value: unknown): Reply & { readonly body: Buffer } {
  const body = Buffer.from(JSON.stringify(value));
  const headers = [
    ...["content-type", "application/json; charset=utf-8"],
    ...["content-length", String(body.byteLength)],
    ...["request-id", inbound.id, REQUEST_ID_HEADER, inbound.id],
  ];
  return { status: 200, headers, body };
}
