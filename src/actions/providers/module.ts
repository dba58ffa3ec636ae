import type { ActionModule } from "../kit/action-module";
import { addProvider } from "./add-provider";
import { batchUpdateProviders } from "./batch-update-providers";
import { editProvider } from "./edit-provider";
import { fetchUpstreamModels } from "./fetch-upstream-models";
import { getAvailableProviderGroups } from "./get-available-provider-groups";
import { getModelSuggestionsByProviderGroup } from "./get-model-suggestions-by-provider-group";
import { getProviderGroupsWithCount } from "./get-provider-groups-with-count";
import { getProviderLimitUsage } from "./get-provider-limit-usage";
import { getProviderLimitUsageBatch } from "./get-provider-limit-usage-batch";
import { getProviderTestPresets } from "./get-provider-test-presets";
import { getProviders } from "./get-providers";
import { getProvidersHealthStatus } from "./get-providers-health-status";
import { getUnmaskedProviderKey } from "./get-unmasked-provider-key";
import { removeProvider } from "./remove-provider";
import { resetProviderCircuit } from "./reset-provider-circuit";
import { resetProviderTotalUsage } from "./reset-provider-total-usage";
import { testProviderProxy } from "./test-provider-proxy";
import { testProviderUnified } from "./test-provider-unified";

export const PROVIDERS: ActionModule = {
  name: "providers",
  tag: "Providers",
  description: "Upstreams that requests are sent to.",
  actions: [
    getProviders,
    addProvider,
    editProvider,
    removeProvider,
    batchUpdateProviders,
    testProviderUnified,
    getProviderTestPresets,
    testProviderProxy,
    fetchUpstreamModels,
    getUnmaskedProviderKey,
    getProvidersHealthStatus,
    resetProviderCircuit,
    getProviderLimitUsage,
    getProviderLimitUsageBatch,
    resetProviderTotalUsage,
    getAvailableProviderGroups,
    getProviderGroupsWithCount,
    getModelSuggestionsByProviderGroup,
  ],
};
