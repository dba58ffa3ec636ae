import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { encodeFrames } from "./encode-frames";
import { bodyLimits, type Fault, faultOf } from "./fault";
import { FrameMarks } from "./frame-marks";
import { departure, pause } from "./pause";
import { bodyFrames, type Plan, type ReadyBody } from "./plan";
import type { RequestRecord } from "./request-record";
import { reslice } from "./reslice";
import type { Script } from "./script";
import type { WireFrame } from "./wire-frame";

/** Where a response goes and where it is noted. `gone` is aborted when the connection ends. */
export type Outlet = {
  readonly response: ServerResponse;
  readonly record: RequestRecord;
  readonly gone: AbortSignal;
};

/** Long enough for a client to read what came before the reset, which may discard what is still on its way. */
const BEFORE_RESET_MS = 20;

/** Writes a planned response with the delays, slices and faults of its script. Rejects when the client leaves. */
export async function writeResponse(outlet: Outlet, plan: Plan, script: Script): Promise<void> {
  const fault = faultOf(script);
  const { body } = plan;
  if (fault === null && body.kind === "ready" && !needsSteps(script)) return writeAtOnce(outlet, plan, body);
  const { response, gone, record } = outlet;
  await pause(script.delays?.toHeadersMs, gone);
  if (fault?.at !== "before-headers") {
    writeHeaders(outlet, plan);
    response.flushHeaders();
    await pause(script.delays?.toFirstByteMs, gone);
    await writeBody(outlet, plan, script, fault);
  }
  switch (fault?.kind) {
    case "hang":
      return departure(gone);
    case "reset":
      record.cut = true;
      return breakConnection(response, fault.by, gone);
    case "truncate":
    case undefined:
      response.end();
  }
}

/** Whether the body has to be written in more than one go. */
function needsSteps({ delays, chunkBytes, contentEncoding }: Script): boolean {
  return delays !== undefined || chunkBytes !== undefined || contentEncoding !== undefined;
}

/** The cheap way: one write, one system call. */
function writeAtOnce(outlet: Outlet, plan: Plan, { stamped }: ReadyBody): void {
  writeHeaders(outlet, plan);
  outlet.response.end(stamped.whole);
  outlet.record.sent(stamped.whole);
  for (const end of stamped.frameEnds) outlet.record.told(end);
}

function writeHeaders({ response, record }: Outlet, plan: Plan): void {
  response.writeHead(plan.status, plan.headers);
  record.status = plan.status;
}

async function writeBody(outlet: Outlet, plan: Plan, script: Script, fault: Fault | null): Promise<void> {
  const limits = bodyLimits(fault);
  const marks = new FrameMarks();
  let written = 0;
  if (limits.bytes === 0) return;
  for await (const chunk of wireChunks(firstFrames(bodyFrames(plan.body), limits.events), script, marks)) {
    const part = chunk.subarray(0, limits.bytes - written);
    await send(outlet, part);
    written += part.length;
    for (const frame of marks.reached(written)) outlet.record.told(frame);
    if (written >= limits.bytes) return;
    await pause(script.delays?.betweenChunksMs, outlet.gone);
  }
}

function wireChunks(frames: Iterable<WireFrame>, script: Script, marks: FrameMarks): AsyncGenerator<Buffer> {
  const encoded = encodeFrames(frames, script.contentEncoding, marks);
  return script.chunkBytes === undefined ? encoded : reslice(encoded, script.chunkBytes);
}

function* firstFrames(frames: Iterable<WireFrame>, limit: number): Generator<WireFrame> {
  let passed = 0;
  if (limit === 0) return;
  for (const frame of frames) {
    yield frame;
    passed += 1;
    if (passed >= limit) return;
  }
}

async function send({ response, record, gone }: Outlet, bytes: Buffer): Promise<void> {
  gone.throwIfAborted();
  record.sent(bytes);
  if (!response.write(bytes)) await once(response, "drain", { signal: gone });
}

async function breakConnection(
  response: ServerResponse,
  by: "rst" | "fin",
  gone: AbortSignal,
): Promise<void> {
  const { socket } = response;
  if (socket === null) return;
  do await pause(BEFORE_RESET_MS, gone);
  while (socket.writableLength > 0);
  if (by === "rst") socket.resetAndDestroy();
  else socket.destroySoon();
}
