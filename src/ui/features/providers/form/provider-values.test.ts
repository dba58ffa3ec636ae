import { describe, expect, it } from "vitest";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { CreateProvider, UpdateProvider } from "@/domain/provider/schema";
import { typedNumber } from "@/ui/patterns/typed-number";
import { changedProviderFields } from "./changed-provider-fields";
import { NEW_PROVIDER, type ProviderValues, valuesOf } from "./provider-values";
import { toInput } from "./to-input";
import { inTypedUnits } from "./typed-units";

const DISPLAY: ProviderDisplay = {
  id: 7,
  name: "Relay",
  url: "https://relay.example/v1",
  maskedKey: "sk-r••••1234",
  websiteUrl: null,
  isEnabled: true,
  providerType: "codex",
  weight: 3,
  priority: 2,
  costMultiplier: 0.8,
  groupTag: "cli,web",
  allowedModels: ["gpt-5*"],
  modelRedirects: [["claude-*", "gpt-5"]],
  joinClaudePool: true,
  translationEnabled: true,
  limit5hUsd: 10,
  limitDailyUsd: null,
  limitWeeklyUsd: null,
  limitMonthlyUsd: 200.5,
  limitTotalUsd: null,
  limitConcurrentSessions: 4,
  dailyResetMode: "rolling",
  dailyResetTime: "06:30",
  maxRetryAttempts: null,
  circuitBreakerFailureThreshold: 0,
  circuitBreakerOpenDuration: 90_000,
  circuitBreakerHalfOpenSuccessThreshold: 2,
  firstByteTimeoutStreamingMs: 1_500,
  streamingIdleTimeoutMs: 0,
  requestTimeoutNonStreamingMs: 600_000,
  hasProxy: true,
  proxyFallbackToDirect: true,
  preserveClientIp: false,
  customHeaders: { "X-Team": "core" },
  cacheTtlPreference: null,
  context1mPreference: null,
  codexReasoningEffortPreference: "high",
  codexReasoningSummaryPreference: null,
  codexTextVerbosityPreference: null,
  codexParallelToolCallsPreference: "false",
  codexInstructionsStrategy: "auto",
  codexOfficialInstructions: null,
  mcpPassthroughType: "none",
  mcpPassthroughUrl: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

function changed(change: Partial<ProviderValues>): UpdateProvider {
  const before = valuesOf(DISPLAY);
  const after = { ...before, ...change };
  return changedProviderFields(before, after, UpdateProvider.parse(toInput(after)));
}

function issuesOf(change: Partial<ProviderValues>) {
  return UpdateProvider.safeParse(toInput({ ...valuesOf(DISPLAY), ...change })).error?.issues ?? [];
}

describe("the provider form", () => {
  it("holds what is stored as people type it", () => {
    expect(valuesOf(DISPLAY)).toMatchObject({
      key: "",
      keeps_proxy: true,
      proxy_url: "",
      group_tag: ["cli", "web"],
      limit_daily_usd: "",
      limit_monthly_usd: "200.5",
      first_byte_timeout_streaming_ms: "1.5",
      streaming_idle_timeout_ms: "",
      circuit_breaker_open_duration: "1.5",
      codex_text_verbosity_preference: "inherit",
    });
  });

  it("sends what it was given, untouched, as what is stored", () => {
    expect(UpdateProvider.parse(toInput(valuesOf(DISPLAY)))).toMatchObject({
      first_byte_timeout_streaming_ms: 1_500,
      streaming_idle_timeout_ms: 0,
      circuit_breaker_open_duration: 90_000,
      circuit_breaker_failure_threshold: 0,
      cost_multiplier: 0.8,
      group_tag: "cli,web",
      custom_headers: { "X-Team": "core" },
      model_redirects: [["claude-*", "gpt-5"]],
    });
    expect(changed({})).toEqual({});
  });

  it("sends only what was changed", () => {
    expect(changed({ name: " New ", streaming_idle_timeout_ms: "60" })).toEqual({
      name: "New",
      streaming_idle_timeout_ms: 60_000,
    });
    expect(changed({ model_redirects: [["", " "]], allowed_models: [] })).toEqual({
      model_redirects: null,
      allowed_models: null,
    });
  });

  it("keeps the stored key and proxy unless told otherwise", () => {
    expect(changed({ key: "   " })).toEqual({});
    expect(changed({ key: "sk-new" })).toEqual({ key: "sk-new" });
    expect(changed({ keeps_proxy: false })).toEqual({ proxy_url: null });
    expect(changed({ keeps_proxy: false, proxy_url: "socks5://10.0.0.1:1080" })).toEqual({
      proxy_url: "socks5://10.0.0.1:1080",
    });
  });

  it("starts with values that only lack name, URL and key", () => {
    const { error } = CreateProvider.safeParse(toInput(NEW_PROVIDER));
    expect(error?.issues.map(({ path }) => path[0])).toEqual(["name", "url", "key"]);
  });

  it("takes a decimal comma and refuses what is no number", () => {
    expect(typedNumber("1,5")).toBe(1.5);
    expect(typedNumber("")).toBeNaN();
    expect(issuesOf({ weight: "", priority: "x", limit_5h_usd: "ten" })).toHaveLength(3);
    expect(issuesOf({ circuit_breaker_open_duration: "" })).toMatchObject([{ code: "invalid_type" }]);
  });

  it("states bounds in the unit that is typed", () => {
    const [timeout] = issuesOf({ first_byte_timeout_streaming_ms: "200" }).map(inTypedUnits);
    expect(timeout).toMatchObject({ params: { rule: "zeroOrWithin", min: 1, max: 180 } });
    const [open] = issuesOf({ circuit_breaker_open_duration: "2000" }).map(inTypedUnits);
    expect(open).toMatchObject({ code: "too_big", maximum: 1_440 });
  });
});
