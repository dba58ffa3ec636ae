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
  "hub_overloaded",
  "client_left",
  "terminated",
] as const;
export type AttemptResult = (typeof ATTEMPT_RESULTS)[number];

/** How a provider was chosen: it is the session's, it was drawn, or the one before was tried once more. */
export const SELECTIONS = ["session", "weighted_random", "same_again"] as const;
export type Selection = (typeof SELECTIONS)[number];

/** One try, in the order they were made. Times in ms from the start of the request. */
export interface Attempt {
  readonly number: number;
  readonly providerId: number;
  readonly selection: Selection;
  /** It was let through to find out whether the provider is back. */
  readonly isProbe: boolean;
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

/** The whole routing decision of a request: who was considered, who was excluded and why, who was tried and how it went. */
export interface DecisionChain {
  readonly verdicts: readonly Verdict[];
  readonly attempts: readonly Attempt[];
}
