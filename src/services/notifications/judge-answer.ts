import "server-only";
import type { TargetType } from "@/domain/notification/notification-type";
import { parseJson } from "@/lib/parse-json";
import { safeText } from "@/lib/safe-text";

/** Whether a target took a notification; `isFinal`: asking again would bring the same. */
export type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: string; readonly isFinal: boolean };

interface PlatformAnswer {
  readonly errcode?: unknown;
  readonly errmsg?: unknown;
  readonly code?: unknown;
  readonly msg?: unknown;
  readonly ok?: unknown;
  readonly description?: unknown;
}

const MAX_TEXT_LENGTH = 200;

/** Platforms refuse inside HTTP 200; what says so differs from one to the other. */
export function judgeAnswer(type: TargetType, status: number, body: string): Verdict {
  if (status < 200 || status >= 300) {
    const isFinal = status < 500 && status !== 408 && status !== 429;
    return { ok: false, error: `HTTP ${status} ${excerpt(body)}`.trim(), isFinal };
  }
  if (type === "custom") return { ok: true };
  const answer = parseJson<PlatformAnswer | null>(body) ?? {};
  const { isTaken, reason } = readPlatformAnswer(type, answer);
  if (isTaken) return { ok: true };
  const text = typeof reason === "string" && reason !== "" ? reason : body;
  return { ok: false, error: `it refused: ${excerpt(text)}`, isFinal: false };
}

function readPlatformAnswer(type: Exclude<TargetType, "custom">, answer: PlatformAnswer) {
  switch (type) {
    case "wechat":
    case "dingtalk":
      return { isTaken: answer.errcode === 0, reason: answer.errmsg };
    case "feishu":
      return { isTaken: answer.code === 0, reason: answer.msg };
    case "telegram":
      return { isTaken: answer.ok === true, reason: answer.description };
  }
}

const excerpt = (text: string) => safeText(text.replace(/\s+/g, " ").trim(), MAX_TEXT_LENGTH);
