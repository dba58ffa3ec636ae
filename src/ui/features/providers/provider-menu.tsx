"use client";
import { Ellipsis, FlaskConical, Pencil, Power, RotateCcw, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { Button } from "@/ui/primitives/button";
import { Menu, MenuItem, MenuSeparator } from "@/ui/primitives/menu";
import type { ProviderCommands } from "./provider-commands";
import { useProviderHealth } from "./use-provider-health";

interface ProviderMenuProps {
  readonly provider: ProviderDisplay;
  readonly commands: ProviderCommands;
}

export function ProviderMenu({ provider, commands }: ProviderMenuProps) {
  const t = useTranslations("providers");
  const common = useTranslations("common");
  const { isEnabled } = provider;
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon" aria-label={t("actionsFor", { name: provider.name })}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <MenuItem onSelect={() => commands.edit(provider)}>
        <Pencil aria-hidden />
        {common("edit")}
      </MenuItem>
      <MenuItem onSelect={() => commands.test(provider)}>
        <FlaskConical aria-hidden />
        {t("test.verb")}
      </MenuItem>
      <MenuItem onSelect={() => commands.setEnabled(provider, !isEnabled)}>
        <Power aria-hidden />
        {common(isEnabled ? "disable" : "enable")}
      </MenuItem>
      <ResetItem provider={provider} />
      <MenuSeparator />
      <MenuItem isDanger onSelect={() => commands.askToDelete(provider)}>
        <Trash2 aria-hidden />
        {common("delete")}
      </MenuItem>
    </Menu>
  );
}

/** Offered while something keeps requests away. */
function ResetItem({ provider }: Pick<ProviderMenuProps, "provider">) {
  const t = useTranslations("providers.health");
  const { isWell, reset } = useProviderHealth(provider.id);
  if (isWell) return null;
  return (
    <MenuItem onSelect={() => void reset()}>
      <RotateCcw aria-hidden />
      {t("reset")}
    </MenuItem>
  );
}
