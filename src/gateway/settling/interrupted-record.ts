import { NO_USAGE } from "@/domain/pricing/usage";
import type { TerminalRecord } from "@/domain/request/terminal-record";
import { estimateTokens } from "@/protocols/estimate-tokens";
import type { GatewayDeps } from "../deps";
import { failedAttempt, type Try } from "../forwarding/attempt-record";
import type { Failure } from "../forwarding/failure";
import type { Outcome } from "../types";
import { chargeOf } from "./charge";
import { exchangeRecord } from "./records";

const MESSAGE = "The hub was killed while it ran";

const KILLED: Extract<Outcome, { kind: "failed" }> = {
  kind: "failed",
  delivery: { statusCode: 500, firstByteMs: null, responseBytes: 0 },
  code: "interrupted",
  message: MESSAGE,
  cause: null,
};

const CUT: Failure = {
  cause: { kind: "client_left" },
  verdict: { result: "stream_broken", next: "none", blame: "nobody", code: "interrupted" },
};

/**
 * What is to be recorded of a request if the hub dies during this try. Of its cost that is known which is sure: that
 * the prompt was sent. The verdicts are left out, because this is written for every try.
 */
export function interruptedRecord(
  begun: Try,
  { clock, snapshot }: Pick<GatewayDeps, "clock" | "snapshot">,
): TerminalRecord {
  const { exchange, chosen, number, servedModel } = begun;
  const { trail, request } = exchange;
  const { provider } = chosen;
  const now = clock.now();
  const usage = { ...NO_USAGE, inputTokens: estimateTokens(request.body.bytes.length) };
  const call = { provider, servedModel, attemptNumber: number };
  const charge = chargeOf(exchange, call, { usage, isEstimated: true }, { snapshot });
  const attempt = failedAttempt(begun, CUT, MESSAGE, now);
  return {
    ...exchangeRecord(exchange, KILLED, now),
    providerId: provider.id,
    servedModel,
    billedModel: charge?.billedModel ?? null,
    decision: { verdicts: [], attempts: [...trail.failed.map(({ record }) => record), attempt] },
    charges: charge ? [...trail.charges, charge] : trail.charges,
  };
}
