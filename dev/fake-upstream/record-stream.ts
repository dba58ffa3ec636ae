import { answerFrames } from "./answer-frames";
import type { DialectName, Framing } from "./call";
import { dialects } from "./dialects/dialects-by-name";
import { readCall } from "./read-call";
import { Script, type ScriptInput } from "./script";
import { scriptContent } from "./script-content";
import type { Usage } from "./usage";
import { wireFrames } from "./wire-frame";

/** A made-up recording: the events (or the one document), what they report, and whether they end as they should. */
export type RecordedAnswer = {
  readonly events: readonly Buffer[];
  readonly bytes: Buffer;
  readonly usage: Usage | null;
  readonly complete: boolean;
};

export type RecordingRequest = {
  readonly dialect: DialectName;
  /** `sse` unless said otherwise. */
  readonly framing?: Framing;
  readonly script?: ScriptInput;
  /** The request body the answer is for. */
  readonly body?: Record<string, unknown>;
};

const FIXED_SEED = "0123456789abcdef0123";
const FIXED_NOW_MS = Date.UTC(2026, 0, 1);

/** The answer the server would give, without a server; the same request always gives the same bytes. */
export function recordAnswer(request: RecordingRequest): RecordedAnswer {
  const script = Script.parse(request.script ?? {});
  const route = {
    dialect: request.dialect,
    operation: "generate",
    framing: request.framing ?? "sse",
  } as const;
  const call = readCall(route, {}, Buffer.from(JSON.stringify(request.body ?? {})));
  const events: Buffer[] = [];
  let usage: Usage | null = null;
  let complete = false;
  const frames = answerFrames(call, script, scriptContent(call, script), FIXED_NOW_MS);
  const echo = dialects[call.dialect].echo?.(call, script) ?? Buffer.alloc(0);
  for (const frame of wireFrames(frames, { seed: FIXED_SEED, echo }, script.bodyBytes ?? 0)) {
    events.push(Buffer.concat([...frame.pieces]));
    usage = frame.usage ?? usage;
    complete ||= frame.terminal === true;
  }
  return { events, bytes: Buffer.concat(events), usage, complete };
}
