import type { Verdict } from "@/domain/routing/route-plan";

/** What happened to one try at one provider. Stored and shown, so the words stay. */
export const ATTEMPT_RESULTS = [
  "completed",
  "connection_failed",
  "timed_out",
  "upstream_error",
  "rate_limited",
  "auth_failed",
  "not_found",
  "rejected",
  "invalid_answer",
  "stream_broken",
  "client_left",
] as const;
export type AttemptResult = (typeof ATTEMPT_RESULTS)[number];

/** How a provider was chosen. */
export const SELECTIONS = ["session", "weighted_random"] as const;
export type Selection = (typeof SELECTIONS)[number];

/** One try, in the order they were made. Times in ms from the start of the request. */
export interface Attempt {
  readonly number: number;
  readonly providerId: number;
  readonly selection: Selection;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly firstByteMs: number | null;
  readonly result: AttemptResult;
  readonly statusCode: number | null;
  /** Model sent upstream when a redirect changed it. */
  readonly redirectedModel: string | null;
  /** What the upstream or the network said, cleaned and cut. */
  readonly message: string | null;
}

/** The whole routing decision of a request: who was considered, who was excluded and why, who was tried. */
export interface DecisionChain {
  readonly verdicts: readonly Verdict[];
  readonly attempts: readonly Attempt[];
}
