"use client";
import { useTranslations } from "next-intl";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { Switch } from "@/ui/primitives/switch";
import type { ProviderCommands } from "./provider-commands";

interface EnabledSwitchProps {
  readonly provider: ProviderDisplay;
  readonly commands: ProviderCommands;
}

/** Lets requests go to a provider or not, from the next one on. */
export function EnabledSwitch({ provider, commands }: EnabledSwitchProps) {
  const t = useTranslations("providers");
  return (
    <Switch
      checked={provider.isEnabled}
      onCheckedChange={(isEnabled) => commands.setEnabled(provider, isEnabled)}
      aria-label={t("enabledFor", { name: provider.name })}
    />
  );
}
