import { SseReader } from "@/lib/sse-reader";
import type { RawAnswer } from "../support/raw-request";

/** What a client makes of an answer: all of it, an error that says so, or something that pretends. */
export type Sight =
  | { readonly kind: "whole" }
  | { readonly kind: "error"; readonly status: number }
  | { readonly kind: "pretence"; readonly why: string };

/** @param text what a whole answer says, or begins with where filler follows */
export function judgeAnswer({ status, body, isWhole }: RawAnswer, wantsStream: boolean, text: string): Sight {
  if (status === 0) return { kind: "error", status };
  if (status >= 400) return judgeError(status, body, isWhole);
  if (status !== 200) return { kind: "pretence", why: `status ${status}` };
  return wantsStream ? judgeStream(body, isWhole, text) : judgePiece(body, isWhole, text);
}

function judgeError(status: number, body: Buffer, isWhole: boolean): Sight {
  const parsed = parse(body.toString()) as { type?: unknown; error?: { message?: unknown } } | undefined;
  const isHonest = isWhole && parsed?.type === "error" && typeof parsed.error?.message === "string";
  return isHonest
    ? { kind: "error", status }
    : { kind: "pretence", why: `unreadable error ${body.toString()}` };
}

function judgeStream(body: Buffer, isWhole: boolean, text: string): Sight {
  const events: { event: string | undefined; data: string }[] = [];
  new SseReader(({ event, data }) => events.push({ event, data })).feed(body);
  const end = events.find(({ event }) => event === "error" || event === "message_stop");
  if (end?.event === "error") return { kind: "error", status: 200 };
  if (!end) return { kind: "pretence", why: `a stream without end: …${tail(body)}` };
  if (!isWhole) return { kind: "pretence", why: "a whole stream on a broken connection" };
  const told = events.flatMap(({ event, data }) => {
    if (event !== "content_block_delta") return [];
    return [(JSON.parse(data) as { delta: { text?: string } }).delta.text ?? ""];
  });
  return told.join("").startsWith(text) ? { kind: "whole" } : { kind: "pretence", why: "another text" };
}

function judgePiece(body: Buffer, isWhole: boolean, text: string): Sight {
  if (!isWhole) return { kind: "error", status: 200 };
  const parsed = parse(body.toString()) as { content?: { text?: string }[] } | undefined;
  const told = parsed?.content?.[0]?.text;
  return told?.startsWith(text)
    ? { kind: "whole" }
    : { kind: "pretence", why: `another answer: ${tail(body)}` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const tail = (body: Buffer) => JSON.stringify(body.subarray(-200).toString());
