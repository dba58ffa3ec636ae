import { type Answer, composeAnswer } from "./answer";
import type { Call } from "./call";
import type { Content } from "./content";
import type { Dialect } from "./dialects/dialect";
import { dialects } from "./dialects/dialects-by-name";
import { embeddings } from "./dialects/openai-chat/embeddings";
import { compaction } from "./dialects/openai-responses/compaction";
import type { Frame } from "./frame";
import { modelList } from "./models";
import type { ErrorFrame, Script } from "./script";
import { tokenCount } from "./token-count";

type Telling = {
  readonly dialect: Dialect;
  readonly call: Call;
  readonly answer: Answer;
  readonly script: Script;
};

const IDLE_BLOCK_BYTES = 16 * 1024;

/**
 * The frames of a successful answer, with what the script does to their sequence (error frame, keep-sending,
 * missing end). Pure: `record-stream.ts` makes recorded streams of it.
 */
export function* answerFrames(call: Call, script: Script, content: Content, nowMs: number): Generator<Frame> {
  const dialect = dialects[call.dialect];
  const telling = { dialect, call, answer: composeAnswer(call, script, content, nowMs), script };
  for (const frame of shapeFrames(telling)) {
    yield frame.usage === undefined ? frame : { ...frame, usage: dialect.expressibleUsage(frame.usage) };
  }
}

function plainFrames({ dialect, call, answer, script }: Telling): Iterable<Frame> {
  switch (call.operation) {
    case "generate":
      return call.framing === "one-piece"
        ? [dialect.wholeAnswer(call, answer)]
        : dialect.eventFrames(call, answer);
    case "count-tokens":
      return [documentFrame(tokenCount(call.dialect, answer.usage))];
    case "list-models":
      return [documentFrame(modelList(call.dialect, script.models))];
    case "embed":
      return [embeddings(call, answer)];
    case "compact":
      return [compaction(answer)];
  }
}

function* shapeFrames(telling: Telling): Generator<Frame> {
  const { errorFrame, keepSending } = telling.script;
  if (errorFrame !== undefined) {
    yield* framesThenError(telling, errorFrame);
    return;
  }
  let idleDue = keepSending?.after === "content";
  for (const frame of plainFrames(telling)) {
    if (idleDue && frame.phase === "closing") {
      yield* idleFrames(telling);
      idleDue = false;
    }
    if (isCutAway(frame, telling.script)) return;
    yield frame;
  }
  if (keepSending?.after === "terminal") yield* idleFrames(telling);
}

function isCutAway(frame: Frame, script: Script): boolean {
  if (script.truncate === "before-closing") return frame.phase === "closing";
  return script.truncate === "before-terminal" && frame.terminal === true;
}

function* framesThenError(telling: Telling, error: ErrorFrame): Generator<Frame> {
  const { dialect, call, answer } = telling;
  if (call.framing === "one-piece") {
    yield { text: JSON.stringify(error.body ?? dialect.errorBody(error)), phase: "closing" };
    return;
  }
  let events = 0;
  for (const frame of plainFrames(telling)) {
    if (events >= error.afterEvents) break;
    yield frame;
    events += 1;
  }
  yield { text: dialect.errorEvent(call, answer, error), phase: "closing" };
}

/** Idle events in blocks, because a single one is a few dozen bytes; JSON allows blanks after its end. */
function* idleFrames({ dialect, call, answer, script }: Telling): Generator<Frame> {
  const bytes = script.keepSending?.bytes ?? 0;
  const event = call.framing === "one-piece" ? " " : dialect.idleEvent(call, answer);
  const block = event.repeat(Math.ceil(Math.min(bytes, IDLE_BLOCK_BYTES) / event.length));
  yield { text: block, phase: "content", times: Math.ceil(bytes / block.length) };
}

function documentFrame(value: unknown): Frame {
  return { text: JSON.stringify(value), phase: "closing", terminal: true };
}
