import { MINUTE_MS, SECOND_MS } from "@/lib/duration";
import { typedNumber } from "@/ui/patterns/typed-number";
import type { Issue } from "@/ui/patterns/use-issue-text";

/** People type seconds and minutes where the server keeps milliseconds. */
const TYPED_UNIT_MS = {
  first_byte_timeout_streaming_ms: SECOND_MS,
  streaming_idle_timeout_ms: SECOND_MS,
  request_timeout_non_streaming_ms: SECOND_MS,
  circuit_breaker_open_duration: MINUTE_MS,
} as const;

export type DurationName = keyof typeof TYPED_UNIT_MS;

/** A stored duration as it is typed; 0 means none and stands blank. */
export function typedDuration(name: DurationName, ms: number): string {
  return ms === 0 ? "" : String(ms / TYPED_UNIT_MS[name]);
}

/** A typed duration in ms; NaN when blank or not a number. */
export function durationMs(name: DurationName, text: string): number {
  return Math.round(typedNumber(text) * TYPED_UNIT_MS[name]);
}

/** A typed timeout in ms; blank is 0: none. */
export function timeoutMs(name: DurationName, text: string): number {
  return text.trim() === "" ? 0 : durationMs(name, text);
}

/** The same complaint with its bounds in the unit that is typed. */
export function inTypedUnits(issue: Issue): Issue {
  const unitMs = TYPED_UNIT_MS[issue.path[0] as DurationName];
  if (unitMs === undefined) return issue;
  switch (issue.code) {
    case "too_small":
      return { ...issue, minimum: Number(issue.minimum) / unitMs };
    case "too_big":
      return { ...issue, maximum: Number(issue.maximum) / unitMs };
    case "custom": {
      const { min, max, ...params } = issue.params ?? {};
      return { ...issue, params: { ...params, min: Number(min) / unitMs, max: Number(max) / unitMs } };
    }
    default:
      return issue;
  }
}
