import type { IncomingHttpHeaders } from "node:http";
import type { Call, Framing } from "./call";
import { decodeBody } from "./decode-body";
import { RequestBody } from "./request-body";
import type { Route } from "./route";

const UNNAMED_MODEL = "fake-model";

/** Reads a provider request: what it calls, and in which framing it wants the answer. */
export function readCall(route: Route, headers: IncomingHttpHeaders, wireBody: Buffer): Call {
  const decoded = decodeBody(wireBody, headers["content-encoding"]);
  const { codeAssist = false } = route;
  const outer = new RequestBody(decoded ?? Buffer.alloc(0));
  const body = codeAssist ? new RequestBody(outer.raw("request") ?? Buffer.alloc(0)) : outer;
  const model = route.model ?? outer.get("model") ?? body.get("model");
  return {
    dialect: route.dialect,
    operation: route.operation,
    model: typeof model === "string" ? model : UNNAMED_MODEL,
    framing: route.framing ?? framingOf(route, body, headers),
    codeAssist,
    body,
    bodyBytes: decoded?.length ?? wireBody.length,
    // A body in an encoding we lack gets the benefit of the doubt.
    readable: body.readable || decoded === undefined || wireBody.length === 0,
  };
}

function framingOf(route: Route, body: RequestBody, headers: IncomingHttpHeaders): Framing {
  if (route.operation !== "generate") return "one-piece";
  // When the body cannot be read (zstd), the client's accept header is the next best witness.
  const stream = body.readable ? body.get("stream") : headers.accept?.includes("text/event-stream");
  return stream === true ? "sse" : "one-piece";
}
