import {
  type Admission,
  type AdmissionResult,
  type Alternative,
  affinityKeptMs,
  type Check,
  type FailedCheck,
} from "@/infra/counters/port";
import { affinityKey, holdersIn, type WindowTable } from "./positions";
import type { KeyList } from "./script";

/** Admissions that one run decides on, one after the other. */
export class AdmissionsDraft {
  private readonly admissions: object[] = [];
  /** Each is described once, however many admissions ask it. */
  private readonly checks: object[] = [];
  private readonly positions = new Map<Check, number>();
  private now = 0;

  constructor(
    private readonly keys: KeyList,
    private readonly windows: WindowTable,
  ) {}

  /** Returns its position, counted from 0. */
  add({ id, now, amount, ttlMs, holders, checks, alternatives, affinity }: Admission): number {
    this.now = Math.max(this.now, now);
    const length = this.admissions.push({
      id,
      amount,
      expiresAt: now + ttlMs,
      ttlMs,
      holders: holdersIn(this.keys, holders),
      checks: this.positionsOf(checks),
      alternatives: alternatives.map((alternative) => this.alternative(alternative)),
      affinity: affinity && {
        key: this.keys.at(affinityKey(affinity.key)),
        keptMs: affinityKeptMs(affinity.ttlMs),
      },
    });
    return length - 1;
  }

  argument() {
    const { now, checks, admissions } = this;
    return { now, checks, admissions };
  }

  private alternative({ id, holders, checks }: Alternative) {
    return { id, holders: holdersIn(this.keys, holders), checks: this.positionsOf(checks) };
  }

  /** Counted from 1, as in Lua. */
  private positionsOf(checks: readonly Check[]): number[] {
    return checks.map((check) => {
      const known = this.positions.get(check);
      if (known !== undefined) return known;
      const position = this.checks.push(this.described(check));
      this.positions.set(check, position);
      return position;
    });
  }

  private described(check: Check) {
    const { kind, limit } = check;
    switch (kind) {
      case "sum":
        return {
          kind,
          limit,
          window: this.windows.at(check.window),
          holder: this.keys.at(`r:${check.holder}`),
        };
      case "rate":
        return { ...check, key: this.keys.at(`w:${check.key}`) };
      case "members":
        return { kind, limit, key: this.keys.at(`m:${check.key}`), member: check.member };
    }
  }
}

/** What the script says of one admission; see there for its two forms. */
export type AdmissionReply =
  | [admitted: 0, ...failed: number[]]
  | [admitted: 1, preferred: string, ...numbers: number[]];

export function admissionResult(reply: AdmissionReply): AdmissionResult {
  if (reply[0] === 0) {
    const [, ...failed] = reply;
    return { admitted: false, ...failedCheck(failed) };
  }
  const [, preferred, alternative, byAffinity, sequence, ...failures] = reply;
  const failedAlternatives: (FailedCheck & { alternative: number })[] = [];
  for (let at = 0; at < failures.length; at += 4) {
    failedAlternatives.push({
      alternative: failures[at] ?? 0,
      ...failedCheck(failures.slice(at + 1, at + 4)),
    });
  }
  return {
    admitted: true,
    alternative: absent(alternative),
    byAffinity: byAffinity === 1,
    preferred: preferred === "" ? null : preferred,
    failedAlternatives,
    sequence: absent(sequence),
  };
}

function failedCheck([check = 0, current = 0, retryAt]: readonly number[]): FailedCheck {
  return { check, current, retryAt: absent(retryAt) };
}

const absent = (value: number | undefined) => (value === undefined || value === -1 ? null : value);
