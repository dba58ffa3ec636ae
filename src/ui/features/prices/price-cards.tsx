"use client";
import { useTranslations } from "next-intl";
import { PerMillion, SourceBadge } from "./price-cells";
import type { PriceListProps } from "./price-table";

/** The prices on a phone. */
export function PriceCards({ prices, onOpen }: PriceListProps) {
  const t = useTranslations("prices.column");
  return (
    <>
      <p className="border-b px-3 py-2 text-xs text-ink-faint">{t("unit")}</p>
      <ul className="divide-y">
        {prices.map(({ id, modelName, source, priceData }) => (
          <li key={id} className="px-3 py-2.5">
            <div className="flex items-center gap-2">
              <button
                type="button"
                onClick={() => onOpen(modelName)}
                className="min-w-0 flex-1 truncate rounded text-left text-sm font-medium"
              >
                {modelName}
              </button>
              <SourceBadge source={source} />
            </div>
            <dl className="mt-1 flex gap-6 text-xs tabular">
              <div className="flex gap-1.5">
                <dt className="text-ink-faint">{t("input")}</dt>
                <dd>
                  <PerMillion data={priceData} name="input_cost_per_token" />
                </dd>
              </div>
              <div className="flex gap-1.5">
                <dt className="text-ink-faint">{t("output")}</dt>
                <dd>
                  <PerMillion data={priceData} name="output_cost_per_token" />
                </dd>
              </div>
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}
