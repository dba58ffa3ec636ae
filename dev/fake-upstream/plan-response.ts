import { answerFrames } from "./answer-frames";
import type { Call } from "./call";
import type { Dialect } from "./dialects/dialect";
import { dialects } from "./dialects/dialects-by-name";
import { FILLER_MARK } from "./filler";
import type { Plan, PlannedBody } from "./plan";
import { type RenderCache, renderKey } from "./render-cache";
import { render, stamp } from "./rendered";
import { responseHeaders } from "./response-headers";
import type { Script } from "./script";
import { scriptContent } from "./script-content";
import { wireFrames } from "./wire-frame";

/** What differs from request to request, and the memory of earlier answers. */
export type PlanContext = {
  readonly seed: string;
  readonly nowMs: number;
  readonly cache: RenderCache;
};

type Planning = {
  readonly context: PlanContext;
  readonly call: Call;
  readonly script: Script;
  readonly dialect: Dialect;
  readonly status: number;
};

const NO_ECHO = Buffer.alloc(0);

const HTML =
  "<!DOCTYPE html>\n<html><head><title>Just a moment...</title></head><body>Please wait.</body></html>\n";

/** Plans the answer to a provider request. */
export function planResponse(call: Call, script: Script, context: PlanContext): Plan {
  const status = script.status ?? (call.readable ? 200 : 400);
  const planning = { context, call, script, dialect: dialects[call.dialect], status };
  if (status >= 300) return planError(planning);
  return script.body === undefined ? planAnswer(planning) : planForeignBody(planning, script.body);
}

function planAnswer(planning: Planning): Plan {
  const { call, status } = planning;
  const body = answerBody(planning);
  const content = { type: contentType(planning), streamed: call.framing !== "one-piece", body };
  const billed = call.operation !== "count-tokens" && call.operation !== "list-models";
  return { status, headers: responseHeaders(content, planning), body, billed };
}

function answerBody({ call, script, dialect, context }: Planning): PlannedBody {
  const { seed, nowMs, cache } = context;
  const content = scriptContent(call, script);
  const stamps = { seed, echo: dialect.echo?.(call, script) ?? NO_ECHO };
  const frames = () => answerFrames(call, script, content, nowMs);
  if (script.bodyBytes !== undefined || script.keepSending !== undefined) {
    return { kind: "made", frames: wireFrames(frames(), stamps, script.bodyBytes ?? 0) };
  }
  const rendered = cache(script, renderKey(call, script, content, nowMs), () => render(frames()));
  return { kind: "ready", stamped: stamp(rendered, stamps) };
}

function planError(planning: Planning): Plan {
  const { script, status, dialect } = planning;
  const { errorBody, error, bodyBytes } = script;
  const filler = bodyBytes === undefined ? {} : { message: (error?.message ?? "Details: ") + FILLER_MARK };
  const told = errorBody ?? (status < 400 ? "" : dialect.errorBody({ ...error, ...filler, status }));
  return typeof told === "string"
    ? planText(planning, told, "text/plain; charset=utf-8")
    : planText(planning, JSON.stringify(told), dialect.contentTypes.json);
}

function planForeignBody(planning: Planning, body: NonNullable<Script["body"]>): Plan {
  if (body === "html") return planText(planning, HTML, "text/html; charset=UTF-8");
  if (body !== "empty") return planText(planning, body.text, body.contentType);
  return planText(planning, "", contentType(planning), planning.call.framing !== "one-piece");
}

function planText(planning: Planning, text: string, type: string, streamed = false): Plan {
  const { script, status, context } = planning;
  const frames = text === "" ? [] : [{ text, phase: "closing" } as const];
  const body = textBody(frames, script, context.seed);
  const headers = responseHeaders({ type, streamed, body }, planning);
  return { status, headers, body, billed: false };
}

function textBody(
  frames: { text: string; phase: "closing" }[],
  { bodyBytes }: Script,
  seed: string,
): PlannedBody {
  const stamps = { seed, echo: NO_ECHO };
  if (bodyBytes !== undefined) return { kind: "made", frames: wireFrames(frames, stamps, bodyBytes) };
  return { kind: "ready", stamped: stamp(render(frames), stamps) };
}

function contentType({ call, dialect }: Planning): string {
  return call.framing === "sse" ? dialect.contentTypes.stream : dialect.contentTypes.json;
}
