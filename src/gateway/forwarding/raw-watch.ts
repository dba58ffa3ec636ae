import { headerValue, type RawHeaders } from "@/infra/http/headers";
import { findMember, readMember } from "@/lib/json-outline";
import { parseJson } from "@/lib/parse-json";
import { SseReader } from "@/lib/sse-reader";
import { outlineOrNull } from "@/protocols/outline-or-null";
import type { ProtocolAdapter, StreamMonitor, StreamUsage } from "@/protocols/protocol";
import type { AnswerWatch } from "./answer-watch";
import { NO_BYTES } from "./stream-passage";

/** Documents up to this size are read whole for their usage; of larger ones the end is, where most of them have it. */
const MAX_DOCUMENT_BYTES = 1024 * 1024;
const TAIL_BYTES = 16 * 1024;

type Reporting = Pick<ProtocolAdapter, "openStreamMonitor" | "reportedUsage">;

/**
 * Watches an answer of an endpoint the hub knows nothing of: its bytes pass untouched, and it is complete when it ends.
 * Where it tells usage in the way of its dialect, the usage counts; nothing is guessed.
 */
export class RawWatch implements AnswerWatch {
  readonly errorData = null;
  readonly framing = null;
  readonly mayEndHere = true;
  readonly isSilent = true;
  isComplete = false;
  private readonly monitor: StreamMonitor | null;
  private readonly reader: SseReader | null;
  private readonly isJson: boolean;
  private tail: Uint8Array[] = [];
  private tailBytes = 0;
  private isWhole = true;

  constructor(
    private readonly adapter: Reporting,
    headers: RawHeaders,
  ) {
    const type = headerValue(headers, "content-type")?.toLowerCase() ?? "";
    const isStream = type.includes("text/event-stream");
    this.isJson = type.includes("json");
    this.monitor = isStream ? adapter.openStreamMonitor(0) : null;
    this.reader = isStream ? new SseReader((event) => this.monitor?.see(event)) : null;
  }

  feed(chunk: Uint8Array): Uint8Array {
    this.reader?.feed(chunk);
    if (this.isJson) this.keep(chunk);
    return chunk;
  }

  finish(): Uint8Array {
    this.isComplete = true;
    return NO_BYTES;
  }

  usage(): StreamUsage | null {
    if (this.monitor) {
      const metered = this.monitor.usage();
      return metered && !metered.isEstimated ? metered : null;
    }
    const reported = this.isJson && this.isComplete ? this.reportedUsage() : null;
    return reported && { usage: this.adapter.reportedUsage.read(reported), isEstimated: false };
  }

  private keep(chunk: Uint8Array): void {
    this.tail.push(chunk);
    this.tailBytes += chunk.byteLength;
    const limit = this.isWhole ? MAX_DOCUMENT_BYTES : 2 * TAIL_BYTES;
    if (this.tailBytes <= limit) return;
    this.isWhole = false;
    this.tail = [Buffer.from(Buffer.concat(this.tail).subarray(-TAIL_BYTES))];
    this.tailBytes = TAIL_BYTES;
  }

  private reportedUsage(): object | null {
    const { member } = this.adapter.reportedUsage;
    const bytes = Buffer.concat(this.tail);
    if (this.isWhole) {
      const outline = outlineOrNull(bytes) ?? [];
      const value = findMember(outline, member) && readMember(bytes, outline, member);
      return typeof value === "object" ? value : null;
    }
    const at = bytes.lastIndexOf(`"${member}"`);
    const text = at === -1 ? null : (FLAT_OBJECT.exec(bytes.toString("utf8", at))?.[1] ?? null);
    return text === null ? null : (parseJson<object>(text) ?? null);
  }
}

/** A member's value that is an object with objects one level deep, such as details of a usage. */
const FLAT_OBJECT = /^"\w+"\s*:\s*(\{(?:[^{}]|\{[^{}]*\})*\})/;
