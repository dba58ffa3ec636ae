import { parseJson } from "@/lib/parse-json";
import type { SseEvent } from "@/lib/sse-reader";
import { estimateTokens } from "../estimate-tokens";
import type { EventVerdict, StreamMonitor, StreamUsage } from "../protocol";
import { mergeUsage, usageFromWire } from "./usage";
import type { AnthropicUsage, MessageDeltaEvent, MessageStartEvent } from "./wire";

/** Length of `content_block_delta` around an empty text. */
const DELTA_ENVELOPE_LENGTH = 80;

/** Most relays name events as Anthropic does; for those that do not, the data begins with its type. */
const LEADING_TYPE = /^\s*\{\s*"type"\s*:\s*"([a-z_]+)"/;

/** Follows a stream of the Messages API. */
export class AnthropicStreamMonitor implements StreamMonitor {
  private wireUsage: AnthropicUsage | null = null;
  private isUsageFinal = false;
  private contentLength = 0;

  see(event: SseEvent): EventVerdict {
    switch (event.event ?? LEADING_TYPE.exec(event.data)?.[1]) {
      case "message_start":
        this.note(parseJson<MessageStartEvent>(event.data)?.message?.usage);
        return "neutral";
      case "content_block_delta":
        this.contentLength += Math.max(1, event.data.length - DELTA_ENVELOPE_LENGTH);
        return "content";
      case "message_delta":
        this.note(parseJson<MessageDeltaEvent>(event.data)?.usage);
        this.isUsageFinal = true;
        return "neutral";
      case "message_stop":
        return this.hasAnswered() ? "terminal" : "neutral";
      case "error":
        return "error";
      default:
        return "neutral";
    }
  }

  usage(): StreamUsage | null {
    if (!this.wireUsage) return null;
    const usage = usageFromWire(this.wireUsage);
    if (this.isUsageFinal) return { usage, isEstimated: false };
    const seenTokens = estimateTokens(this.contentLength);
    return { usage: { ...usage, outputTokens: Math.max(usage.outputTokens, seenTokens) }, isEstimated: true };
  }

  /** A turn may rightly be empty (Claude ends some that way), but then output tokens were reported. */
  private hasAnswered(): boolean {
    return this.contentLength > 0 || (this.wireUsage?.output_tokens ?? 0) > 0;
  }

  private note(usage: AnthropicUsage | null | undefined): void {
    if (usage) this.wireUsage = mergeUsage(this.wireUsage ?? {}, usage);
  }
}
