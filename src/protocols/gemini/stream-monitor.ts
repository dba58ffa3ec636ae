import { NO_USAGE } from "@/domain/pricing/usage";
import { parseJson } from "@/lib/parse-json";
import type { SseEvent } from "@/lib/sse-reader";
import { estimateTokens } from "../estimate-tokens";
import type { EventVerdict, StreamMonitor, StreamUsage } from "../protocol";
import { textLength } from "../text-length";
import { unwrap } from "./unwrap";
import { usageFromWire, webSearchesOf } from "./usage";
import type { Candidate, GenerateContentResponse, UsageMetadata } from "./wire";

/**
 * Follows a stream of Gemini's, wrapped or not. It is complete when every candidate has its finish reason, or when the
 * prompt was blocked. Each chunk has the usage so far; the last one counts.
 */
export class GeminiStreamMonitor implements StreamMonitor {
  private wireUsage: UsageMetadata | null = null;
  private webSearches = 0;
  private contentLength = 0;
  private isFinal = false;
  /** Candidates by index, and whether they have finished. */
  private readonly finished = new Map<number, boolean>();

  constructor(private readonly promptBytes: number) {}

  see({ data }: SseEvent): EventVerdict {
    const chunk = unwrap(parseJson<GenerateContentResponse | null>(data));
    if (chunk.error) return "error";
    this.wireUsage = chunk.usageMetadata ?? this.wireUsage;
    this.webSearches = Math.max(this.webSearches, webSearchesOf(chunk));
    const seen = this.contentLength;
    const candidates = Array.isArray(chunk.candidates) ? chunk.candidates : [];
    for (const candidate of candidates) this.note(candidate);
    if (chunk.promptFeedback?.blockReason || (candidates.length > 0 && this.hasFinished())) {
      this.isFinal = true;
      return "terminal";
    }
    return this.contentLength > seen ? "content" : "neutral";
  }

  usage(): StreamUsage | null {
    const seenTokens = estimateTokens(this.contentLength);
    if (this.wireUsage) {
      const usage = usageFromWire(this.wireUsage, this.webSearches);
      if (this.isFinal) return { usage, isEstimated: false };
      return {
        usage: { ...usage, outputTokens: Math.max(usage.outputTokens, seenTokens) },
        isEstimated: true,
      };
    }
    if (this.contentLength === 0) return null;
    const inputTokens = estimateTokens(this.promptBytes);
    return { usage: { ...NO_USAGE, inputTokens, outputTokens: seenTokens }, isEstimated: true };
  }

  private note(candidate: Candidate | null): void {
    const { index, content, finishReason } = candidate ?? {};
    this.contentLength += textLength(content?.parts);
    const at = index ?? 0;
    this.finished.set(
      at,
      this.finished.get(at) || isAnswered(finishReason, this.contentLength, this.wireUsage),
    );
  }

  private hasFinished(): boolean {
    return [...this.finished.values()].every((isFinished) => isFinished);
  }
}

/** Gemini now and then stops without a word, which is no answer; other reasons explain themselves. */
function isAnswered(
  finishReason: string | null | undefined,
  contentLength: number,
  usage: UsageMetadata | null,
): boolean {
  if (!finishReason) return false;
  return finishReason !== "STOP" || contentLength > 0 || (usage?.candidatesTokenCount ?? 0) > 0;
}
