/** What a test of a provider found, from best to worst, in the product's words. */
export const TEST_FINDINGS = [
  "success",
  "slow_latency",
  "rate_limit",
  "auth_error",
  "invalid_request",
  "client_error",
  "server_error",
  "network_error",
  "content_mismatch",
] as const;

export type TestFinding = (typeof TEST_FINDINGS)[number];
