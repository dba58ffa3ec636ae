/**
 * How a request ended; each has exactly one.
 * - completed: the client got the whole answer, terminal marker included
 * - failed: the hub or the upstream failed it
 * - client_aborted: the client left before the end
 * - refused: the hub would not forward it (credentials, limits, guards)
 * - intercepted: the hub answered it itself (warm-up); costs nothing and counts nowhere
 */
export const OUTCOMES = ["completed", "failed", "client_aborted", "refused", "intercepted"] as const;
export type OutcomeKind = (typeof OUTCOMES)[number];
