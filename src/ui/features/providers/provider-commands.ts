import type { ProviderDisplay } from "@/actions/providers/provider-display";

/** What can be done with a row of the list. */
export interface ProviderCommands {
  readonly edit: (provider: ProviderDisplay) => void;
  readonly test: (provider: ProviderDisplay) => void;
  readonly setEnabled: (provider: ProviderDisplay, isEnabled: boolean) => void;
  readonly askToDelete: (provider: ProviderDisplay) => void;
}
