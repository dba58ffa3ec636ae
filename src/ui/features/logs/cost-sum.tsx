"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/ui/format/use-format";
import type { Charge } from "./log";

/** How the cost adds up: tokens × price, summed, × multiplier, with where the price comes from. */
export function CostSum({ charges }: { readonly charges: readonly Charge[] }) {
  return (
    <div className="flex flex-col gap-3">
      {charges.map((charge) => (
        <ChargeSum key={charge.attempt} charge={charge} />
      ))}
    </div>
  );
}

const PER_MILLION = 1_000_000;

function ChargeSum({ charge }: { readonly charge: Charge }) {
  const t = useTranslations("logs");
  const format = useFormat();
  const multiplier = Number(charge.costMultiplier);
  return (
    <div>
      <table className="tabular w-full border-collapse text-xs">
        <caption className="pb-1 text-left font-medium">{charge.model}</caption>
        <tbody>
          {charge.lines.map(({ item, quantity, unitUsd, usd }) => (
            <tr key={item}>
              <td className="pr-4">{t(`item.${item}`)}</td>
              <td className="pr-1 text-right">{format.count(quantity)}</td>
              <td className="pr-4 whitespace-nowrap text-ink-faint">
                {item === "webSearch"
                  ? t("timesEach", { price: format.usd(unitUsd) })
                  : t("timesPerMillion", { price: format.usd(Number(unitUsd) * PER_MILLION) })}
              </td>
              <td className="text-right">{format.usd(usd)}</td>
            </tr>
          ))}
          {multiplier !== 1 && (
            <tr>
              <td colSpan={3}>{t("multiplier")}</td>
              <td className="text-right">× {multiplier}</td>
            </tr>
          )}
          <tr className="border-t font-medium">
            <td colSpan={3} className="pt-1">
              {t(charge.estimated ? "totalEstimated" : "total")}
            </td>
            <td className="pt-1 text-right">
              {charge.costUsd === null ? t("unpriced") : format.usd(charge.costUsd)}
            </td>
          </tr>
        </tbody>
      </table>
      <p className="mt-1 text-xs text-ink-faint">
        {charge.priceSource ? t(`priceSource.${charge.priceSource}`) : t("unpricedHint")}
      </p>
    </div>
  );
}
