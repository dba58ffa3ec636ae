import { v7 as uuidv7 } from "uuid";
import { NO_USAGE } from "@/domain/pricing/usage";
import type { Charge, TerminalRecord } from "@/domain/request/terminal-record";

/** A request that ended well at `at` (epoch ms), with what a test wants of it. */
export function usageRecord(at: number, fields: Partial<TerminalRecord> = {}): TerminalRecord {
  return {
    ...{ id: uuidv7({ msecs: at }), createdAt: new Date(at).toISOString() },
    ...{ outcome: "completed", statusCode: 200, errorCode: null, errorMessage: null },
    ...{ blockedBy: null, blockedReason: null, userId: 1, keyId: 1, providerId: 1 },
    ...{ protocol: "anthropic", method: "POST", endpoint: "/v1/messages", model: "claude-a" },
    ...{ servedModel: "claude-a", billedModel: "claude-a", isStream: false, sessionId: null, sequence: null },
    ...{ messagesCount: 1, durationMs: 1_200, firstByteMs: 200, requestBytes: 1, responseBytes: 1 },
    ...{ clientIp: null, userAgent: null, decision: { verdicts: [], attempts: [] }, charges: [] },
    ...fields,
  };
}

/** What a first attempt cost; `priceId` is of a row of `model_prices`. */
export function usageCharge(priceId: number, costUsd: string, fields: Partial<Charge> = {}): Charge {
  return {
    ...NO_USAGE,
    ...{ attempt: 1, providerId: 1, costUsd, costMultiplier: "1", billedModel: "claude-a", inputTokens: 10 },
    ...{ outputTokens: 20, priceId, priceSource: "builtin", estimated: false },
    ...fields,
  };
}
