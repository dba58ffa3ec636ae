import { NO_USAGE } from "@/domain/pricing/usage";
import { parseJson } from "@/lib/parse-json";
import type { SseEvent } from "@/lib/sse-reader";
import { estimateTokens } from "../estimate-tokens";
import type { EventVerdict, StreamMonitor, StreamUsage } from "../protocol";
import { serviceTierOf } from "../service-tier";
import { textLength } from "../text-length";
import { usageFromWire } from "./usage";
import { type ChatChoice, type ChatChunk, type ChatUsage, DONE } from "./wire";

/**
 * Follows a stream of Chat Completions. Only `[DONE]` ends it: after the finish reason its usage is still to come. An
 * upstream that reports no usage is billed by what was seen.
 */
export class ChatStreamMonitor implements StreamMonitor {
  private wireUsage: ChatUsage | null = null;
  private serviceTier: string | null = null;
  private contentLength = 0;
  private hasFinished = false;

  constructor(private readonly promptBytes: number) {}

  see({ event, data }: SseEvent): EventVerdict {
    if (data.trim() === DONE) return this.contentLength > 0 || this.hasFinished ? "terminal" : "neutral";
    const chunk = parseJson<ChatChunk | null>(data);
    if (event === "error" || chunk?.error) return "error";
    this.wireUsage = chunk?.usage ?? this.wireUsage;
    this.serviceTier = chunk?.service_tier ?? this.serviceTier;
    const seen = this.contentLength;
    if (Array.isArray(chunk?.choices)) for (const choice of chunk.choices) this.note(choice);
    return this.contentLength > seen ? "content" : "neutral";
  }

  usage(): StreamUsage | null {
    const seenTokens = estimateTokens(this.contentLength);
    if (this.wireUsage) {
      const usage = usageFromWire(this.wireUsage, this.serviceTier);
      if (this.hasFinished) return { usage, isEstimated: false };
      return {
        usage: { ...usage, outputTokens: Math.max(usage.outputTokens, seenTokens) },
        isEstimated: true,
      };
    }
    if (this.contentLength === 0) return null;
    const serviceTier = serviceTierOf(this.serviceTier);
    const inputTokens = estimateTokens(this.promptBytes);
    return {
      usage: { ...NO_USAGE, inputTokens, outputTokens: seenTokens, serviceTier },
      isEstimated: true,
    };
  }

  private note({ delta, text, finish_reason: finishReason, usage }: ChatChoice): void {
    this.contentLength += textLength(delta) + textLength(text);
    if (typeof finishReason === "string") this.hasFinished = true;
    this.wireUsage = usage ?? this.wireUsage;
  }
}
