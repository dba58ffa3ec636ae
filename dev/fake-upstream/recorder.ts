import type { IncomingMessage } from "node:http";
import type { DialectName } from "./call";
import { type RecordMode, RequestRecord } from "./request-record";
import { addUsage, noUsage, type Usage } from "./usage";

/** What one answer told its client about its usage. */
export type LedgerEntry = {
  readonly requestIndex: number;
  readonly dialect: DialectName;
  readonly model: string;
  /** As far as it was written; all zero when nothing was reported. */
  readonly usage: Usage;
  /** Whether any usage was on the wire (a chat stream without `include_usage` has none). */
  readonly reported: boolean;
  /** Whether the terminal marker was written. */
  readonly complete: boolean;
};

/** Sums over the whole ledger; kept in every mode. */
export type LedgerTotals = {
  readonly entries: number;
  readonly complete: number;
  readonly usage: Usage;
};

const NOTHING: LedgerTotals = { entries: 0, complete: 0, usage: noUsage };

/** Keeps requests and the ledger, as far as the mode allows. */
export class Recorder {
  /** In order of arrival. */
  readonly requests: RequestRecord[] = [];
  /** In order of completion. */
  readonly ledger: LedgerEntry[] = [];
  totals = NOTHING;
  /** Requests begun since the start or the last reset. */
  count = 0;
  readonly #mode: RecordMode;

  constructor(mode: RecordMode) {
    this.#mode = mode;
  }

  begin(request: IncomingMessage, connectionId: number): RequestRecord {
    const record = new RequestRecord(request, this.count, connectionId, this.#mode);
    this.count += 1;
    if (this.#mode !== "none") this.requests.push(record);
    return record;
  }

  /** Writes the ledger line of an answer, once nothing more of it will be written. */
  bill(record: RequestRecord): void {
    const { dialect, model, usage, complete } = record;
    if (dialect === null || model === null) return;
    this.totals = {
      entries: this.totals.entries + 1,
      complete: this.totals.complete + (complete ? 1 : 0),
      usage: addUsage(this.totals.usage, usage),
    };
    if (this.#mode === "none") return;
    const reported = record.reportedUsage !== null;
    this.ledger.push({ requestIndex: record.index, dialect, model, usage, reported, complete });
  }

  reset(): void {
    this.requests.length = 0;
    this.ledger.length = 0;
    this.totals = NOTHING;
    this.count = 0;
  }
}
