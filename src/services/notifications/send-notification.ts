import "server-only";
import type { Target } from "@/domain/notification/schema";
import { parseOutboundProxy } from "@/infra/http/outbound-proxy";
import { DIRECT, type Egress, type UpstreamClient } from "@/infra/http/upstream-client";
import { classifyTransportError } from "@/infra/http/upstream-error";
import { SECOND_MS } from "@/lib/duration";
import { askOutside } from "@/services/outbound/ask-outside";
import { judgeAnswer, type Verdict } from "./judge-answer";
import { type Telling, targetRequest } from "./target-request";

const TIMEOUT_MS = 10 * SECOND_MS;
const MAX_ANSWER_BYTES = 64 * 1024;

export type Sent = Verdict & { readonly latencyMs: number };

/** Tells a target once. Its own word, or why it has none, comes back; none of its secrets do. */
export async function sendNotification(
  target: Target,
  telling: Telling,
  upstream: UpstreamClient,
): Promise<Sent> {
  const startedAt = performance.now();
  const verdict = await attempt(target, telling, upstream);
  const latencyMs = Math.round(performance.now() - startedAt);
  return verdict.ok
    ? { ok: true, latencyMs }
    : { ...verdict, latencyMs, error: withoutSecrets(verdict.error, target) };
}

async function attempt(target: Target, telling: Telling, upstream: UpstreamClient): Promise<Verdict> {
  try {
    const { status, bytes } = await askOutside(
      {
        ...targetRequest(target, telling, Date.now()),
        ...{ method: "POST", egress: egressOf(target), timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER_BYTES },
      },
      upstream,
    );
    return judgeAnswer(target.providerType, status, bytes.toString("utf8"));
  } catch (error) {
    const { failure, message } = classifyTransportError(error);
    return { ok: false, error: message, isFinal: failure === "forbidden" };
  }
}

function egressOf({ proxyUrl, proxyFallbackToDirect }: Target): Egress {
  if (proxyUrl === null) return DIRECT;
  return { proxy: parseOutboundProxy(proxyUrl), mayGoDirect: proxyFallbackToDirect };
}

/** A server may repeat what it was sent. */
function withoutSecrets(text: string, target: Target): string {
  const url = target.webhookUrl === null ? null : new URL(target.webhookUrl);
  const secrets = [
    target.telegramBotToken,
    target.dingtalkSecret,
    target.feishuSecret,
    target.webhookUrl,
    ...Object.values(target.customHeaders ?? {}),
    ...(url ? [url.pathname, ...url.searchParams.values()] : []),
  ];
  return secrets.reduce<string>(
    (rest, secret) => (secret !== null && secret.length > 3 ? rest.replaceAll(secret, "•••") : rest),
    text,
  );
}
