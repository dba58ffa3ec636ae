import "server-only";
import type { Protocol } from "@/domain/protocol";
import type { TestFinding } from "@/domain/provider/test-finding";
import { maskSecret } from "@/lib/mask";
import { parseJson } from "@/lib/parse-json";
import { safeText } from "@/lib/safe-text";
import type { Secret } from "@/lib/secret";
import { codecOf } from "@/protocols/codecs";
import type { JsonValue } from "@/protocols/ir/opaque";
import type { UpstreamAnswer } from "./ask-upstream";

/** What a test makes of an answer. */
export interface TestVerdict {
  readonly status: "green" | "yellow" | "red";
  readonly subStatus: TestFinding;
  /** The beginning of what came back, or what went wrong. */
  readonly message: string;
}

/** What is expected of an answer. */
interface Expected {
  readonly protocol: Protocol;
  /** The provider's: some upstreams repeat the key they refuse. */
  readonly secret: Secret;
  /** What the model must have said; undefined and the empty text are content with anything. */
  readonly text: string | undefined;
  /** An answer that took longer is slow. */
  readonly slowMs: number;
}

const MAX_MESSAGE_LENGTH = 500;

/** Whether an upstream proved itself with its answer in one piece. */
export function judgeAnswer(
  { status, latencyMs, bytes }: Pick<UpstreamAnswer, "status" | "latencyMs" | "bytes">,
  { protocol, secret, text, slowMs }: Expected,
): TestVerdict {
  const said = bytes.toString("utf8").trim().replaceAll(secret.reveal(), maskSecret(secret.reveal()));
  const message = safeText(said, MAX_MESSAGE_LENGTH) || `HTTP ${status}`;
  if (status < 200 || status >= 300) return { status: "red", subStatus: subStatusOf(status), message };
  const answer = parseJson<Record<string, JsonValue>>(bytes.toString("utf8"));
  if (!isAnswer(answer) || (text && !spokenText(protocol, answer).includes(text))) {
    return { status: "red", subStatus: "content_mismatch", message };
  }
  return latencyMs > slowMs
    ? { status: "yellow", subStatus: "slow_latency", message }
    : { status: "green", subStatus: "success", message };
}

/** Answers of the Responses API have an error of null when there is none. */
function isAnswer(json: Record<string, JsonValue> | undefined): json is Record<string, JsonValue> {
  return json !== undefined && json !== null && typeof json === "object" && (json.error ?? null) === null;
}

/** What the model said: some answers repeat the question elsewhere. Empty for what is no answer of its dialect. */
function spokenText(protocol: Protocol, answer: JsonValue): string {
  try {
    const { candidates } = codecOf(protocol).decodeResponse(answer).value;
    const parts = candidates.flatMap((candidate) => candidate.parts);
    return parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])).join("\n");
  } catch {
    return "";
  }
}

function subStatusOf(status: number): TestFinding {
  if (status === 401 || status === 403) return "auth_error";
  if (status === 429) return "rate_limit";
  if (status === 400) return "invalid_request";
  return status < 500 ? "client_error" : "server_error";
}
