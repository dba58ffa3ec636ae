import { NO_USAGE } from "@/domain/pricing/usage";
import { parseJson } from "@/lib/parse-json";
import type { SseEvent } from "@/lib/sse-reader";
import { estimateTokens } from "../estimate-tokens";
import type { EventVerdict, StreamMonitor, StreamUsage } from "../protocol";
import { usageFromWire } from "./usage";
import type { ResponseEvent, ResponseObject } from "./wire";

/** Events are named by OpenAI; some relays drop the names, and then the data begins with its type. */
const LEADING_TYPE = /^\s*\{\s*"type"\s*:\s*"([a-z_.]+)"/;

/** What a delta says, as it is written. */
const DELTA = /"delta"\s*:\s*"((?:[^"\\]|\\.)*)"/;

/** Follows a stream of the Responses API. Only its last event tells usage; until then it is guessed by what was seen. */
export class ResponsesStreamMonitor implements StreamMonitor {
  private response: ResponseObject | null = null;
  private contentLength = 0;
  private webSearches = 0;

  constructor(private readonly promptBytes: number) {}

  see({ event, data }: SseEvent): EventVerdict {
    const type = event ?? LEADING_TYPE.exec(data)?.[1] ?? "";
    switch (type) {
      case "response.completed":
      case "response.incomplete":
        this.note(data);
        return this.hasAnswered() ? "terminal" : "neutral";
      case "response.failed":
        this.note(data);
        return "error";
      case "error":
        return "error";
      case "response.web_search_call.completed":
        this.webSearches += 1;
        return "neutral";
      case "response.output_item.done":
        this.contentLength += 1;
        return "content";
    }
    if (!type.startsWith("response.") || !type.endsWith(".delta")) return "neutral";
    this.contentLength += Math.max(1, DELTA.exec(data)?.[1]?.length ?? 0);
    return "content";
  }

  usage(): StreamUsage | null {
    if (this.response?.usage) return { usage: usageFromWire(this.response), isEstimated: false };
    if (this.contentLength === 0) return null;
    const inputTokens = estimateTokens(this.promptBytes);
    const outputTokens = estimateTokens(this.contentLength);
    const { webSearches } = this;
    return { usage: { ...NO_USAGE, inputTokens, outputTokens, webSearches }, isEstimated: true };
  }

  private note(data: string): void {
    this.response = parseJson<ResponseEvent | null>(data)?.response ?? null;
  }

  /** Relays may send the whole output at once in the last event. */
  private hasAnswered(): boolean {
    const { output, usage } = this.response ?? {};
    return this.contentLength > 0 || (output?.length ?? 0) > 0 || (usage?.output_tokens ?? 0) > 0;
  }
}
