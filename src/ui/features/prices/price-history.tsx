"use client";
import { useTranslations } from "next-intl";
import { PRICE_SOURCES } from "@/domain/pricing/price";
import { useFormat } from "@/ui/format/use-format";
import { Badge } from "@/ui/primitives/badge";
import type { PriceVersion } from "./price";
import { PerMillion, SourceBadge } from "./price-cells";
import { LONG_PRICES, TOKEN_PRICES } from "./price-values";

/** Every version, newest first; the one in force is marked. */
export function PriceHistory({ versions }: { readonly versions: readonly PriceVersion[] }) {
  const t = useTranslations("prices");
  const inForce = PRICE_SOURCES.flatMap((source) =>
    versions.filter((version) => version.source === source && version.supersededAt === null),
  )[0];
  return (
    <ol aria-label={t("history")} className="flex flex-col gap-3">
      {versions.map((version) => (
        <Version key={version.id} version={version} isInForce={version.id === inForce?.id} />
      ))}
    </ol>
  );
}

interface VersionProps {
  readonly version: PriceVersion;
  readonly isInForce: boolean;
}

function Version({ version, isInForce }: VersionProps) {
  const t = useTranslations("prices");
  const format = useFormat();
  const { id, source, priceData, createdAt, supersededAt } = version;
  const names = [...TOKEN_PRICES, ...LONG_PRICES].filter((name) => typeof priceData[name] === "number");
  return (
    <li className="rounded-md border">
      <p className="flex flex-wrap items-center gap-2 border-b px-3 py-2 text-sm">
        <SourceBadge source={source} />
        {isInForce && <Badge tone="good">{t("inForce")}</Badge>}
        {!isInForce && supersededAt === null && <Badge>{t("overruled")}</Badge>}
        <span className="ml-auto text-xs text-ink-soft tabular" title={`#${id}`}>
          {supersededAt === null
            ? t("since", { from: format.moment(createdAt) })
            : t("between", { from: format.moment(createdAt), to: format.moment(supersededAt) })}
        </span>
      </p>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 px-3 py-2 text-sm">
        {names.map((name) => (
          <div key={name} className="contents">
            <dt className="text-ink-soft">{t(`field.${name}`)}</dt>
            <dd className="text-right tabular">
              <PerMillion data={priceData} name={name} />
            </dd>
          </div>
        ))}
      </dl>
      {names.length === 0 && <p className="px-3 pb-2 text-sm text-ink-soft">{t("noTokenPrice")}</p>}
    </li>
  );
}
