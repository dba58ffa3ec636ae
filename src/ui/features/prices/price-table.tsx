"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/ui/format/use-format";
import { Table, Td, Th, Tr } from "@/ui/primitives/table";
import type { Price } from "./price";
import { PerMillion, SourceBadge } from "./price-cells";
import type { PriceName } from "./price-values";

export interface PriceListProps {
  readonly prices: readonly Price[];
  readonly onOpen: (modelName: string) => void;
}

const SHOWN = [
  ["input", "input_cost_per_token"],
  ["output", "output_cost_per_token"],
  ["cacheRead", "cache_read_input_token_cost"],
  ["cacheWrite", "cache_creation_input_token_cost"],
] as const satisfies readonly (readonly [string, PriceName])[];

/** The prices on screens wide enough for a table. */
export function PriceTable({ prices, onOpen }: PriceListProps) {
  const t = useTranslations("prices.column");
  const format = useFormat();
  return (
    <Table className="min-w-[60rem] table-fixed">
      <caption className="px-4 pt-2 text-left text-xs text-ink-faint">{t("unit")}</caption>
      <thead>
        <tr>
          <Th className="pl-4">{t("model")}</Th>
          <Th className="w-28">{t("source")}</Th>
          <Th className="w-44">{t("provider")}</Th>
          {SHOWN.map(([column]) => (
            <Th key={column} className="w-26 text-right">
              {t(column)}
            </Th>
          ))}
          <Th className="w-32 text-right">{t("updated")}</Th>
        </tr>
      </thead>
      <tbody>
        {prices.map(({ id, modelName, source, priceData, updatedAt }) => (
          <Tr key={id}>
            <Td className="truncate pl-4">
              <button
                type="button"
                title={modelName}
                onClick={() => onOpen(modelName)}
                className="max-w-full truncate rounded text-left font-medium hover:underline"
              >
                {modelName}
              </button>
            </Td>
            <Td>
              <SourceBadge source={source} />
            </Td>
            <Td className="truncate text-ink-soft">
              {[priceData.litellm_provider, priceData.mode].filter(Boolean).join(" · ")}
            </Td>
            {SHOWN.map(([column, name]) => (
              <Td key={column} className="text-right tabular">
                <PerMillion data={priceData} name={name} />
              </Td>
            ))}
            <Td className="text-right text-ink-soft tabular" title={format.instant(updatedAt)}>
              {format.day(updatedAt)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
