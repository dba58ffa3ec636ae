"use client";
import { useTranslations } from "next-intl";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { Badge } from "@/ui/primitives/badge";
import { cn } from "@/ui/primitives/cn";
import { HealthBadge } from "./health-badge";
import { hostOf } from "./host-of";
import type { ProviderCommands } from "./provider-commands";

interface ProviderNameProps {
  readonly provider: ProviderDisplay;
  readonly commands: ProviderCommands;
}

/** Who it is, what it speaks, where it is. The name opens it. */
export function ProviderName({ provider, commands }: ProviderNameProps) {
  const t = useTranslations("providers.type");
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-2">
        <button
          type="button"
          onClick={() => commands.edit(provider)}
          className={cn(
            "truncate rounded font-medium hover:underline",
            !provider.isEnabled && "text-ink-soft",
          )}
        >
          {provider.name}
        </button>
        <Badge>{t(provider.providerType)}</Badge>
        <HealthBadge providerId={provider.id} />
      </div>
      <p className="truncate text-xs text-ink-faint">{hostOf(provider.url)}</p>
    </div>
  );
}
