"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { useFormat } from "@/ui/format/use-format";
import { Explained } from "@/ui/patterns/explained";
import { Badge } from "@/ui/primitives/badge";
import type { DrawShare } from "./draw-share";
import { groupsOf } from "./provider-filter";

interface CellProps {
  readonly provider: ProviderDisplay;
}

const SHOWN_GROUPS = 2;

export function Groups({ provider }: CellProps) {
  const t = useTranslations("providers.explain");
  const groups = groupsOf(provider);
  const more = groups.length - SHOWN_GROUPS;
  return (
    <Explained
      explanation={provider.groupTag === null ? t("noGroups") : t("groups", { groups: groups.join(", ") })}
      className="flex items-center gap-1"
    >
      {groups.slice(0, SHOWN_GROUPS).map((group) => (
        <Badge key={group} className="min-w-0 shrink">
          <span className="truncate">{group}</span>
        </Badge>
      ))}
      {more > 0 && <span className="text-xs text-ink-faint">+{more}</span>}
    </Explained>
  );
}

export function Priority({ provider, draw }: CellProps & { readonly draw: DrawShare }) {
  const t = useTranslations("providers.explain");
  return (
    <Explained explanation={t("priority", { count: draw.rivals, priority: provider.priority })}>
      {provider.priority}
    </Explained>
  );
}

export function Weight({ provider, draw }: CellProps & { readonly draw: DrawShare }) {
  const t = useTranslations("providers.explain");
  const format = useFormatter();
  const share = format.number(draw.share ?? 0, { style: "percent", maximumFractionDigits: 1 });
  return (
    <Explained
      explanation={
        draw.share === null
          ? t("weightDisabled")
          : t("weight", { share, count: draw.rivals, priority: provider.priority })
      }
    >
      {provider.weight}
    </Explained>
  );
}

export function Cost({ provider }: CellProps) {
  const t = useTranslations("providers.explain");
  const { number } = useFormatter();
  const format = useFormat();
  return (
    <Explained explanation={t("cost", { cost: format.usd(provider.costMultiplier), list: format.usd(1) })}>
      ×{number(provider.costMultiplier, { maximumFractionDigits: 4 })}
    </Explained>
  );
}
