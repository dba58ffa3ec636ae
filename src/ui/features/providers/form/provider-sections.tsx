"use client";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { BasicsSection } from "./basics-section";
import { BreakerSection } from "./breaker-section";
import { hasSettings } from "./has-settings";
import { LimitsSection } from "./limits-section";
import { McpSection } from "./mcp-section";
import { ModelsSection } from "./models-section";
import { NetworkSection } from "./network-section";
import { OverridesSection } from "./overrides-section";
import { NEW_PROVIDER, valuesOf } from "./provider-values";
import { RoutingSection } from "./routing-section";
import { TestSection } from "./test-section";
import { TimeoutsSection } from "./timeouts-section";

interface ProviderSectionsProps {
  /** null while it does not exist yet. */
  readonly provider: ProviderDisplay | null;
  readonly knownGroups: readonly string[];
}

/** The provider form from what is always needed to what hardly ever is. */
export function ProviderSections({ provider, knownGroups }: ProviderSectionsProps) {
  const stored = provider ? valuesOf(provider) : NEW_PROVIDER;
  return (
    <>
      <BasicsSection maskedKey={provider?.maskedKey ?? null} />
      <TestSection providerId={provider?.id ?? null} />
      <RoutingSection knownGroups={knownGroups} />
      <ModelsSection />
      <LimitsSection isFolded={!hasSettings("limits", stored)} />
      <TimeoutsSection isFolded={!hasSettings("timeouts", stored)} />
      <BreakerSection isFolded={!hasSettings("breaker", stored)} />
      <NetworkSection
        isFolded={!hasSettings("network", stored)}
        hasStoredProxy={provider?.hasProxy ?? false}
      />
      <OverridesSection isFolded={!hasSettings("overrides", stored)} />
      <McpSection isFolded={!hasSettings("mcp", stored)} />
    </>
  );
}
