"use client";
import { useTranslations } from "next-intl";
import type { PriceSource } from "@/domain/pricing/price";
import { useFormat } from "@/ui/format/use-format";
import { Badge, type Tone } from "@/ui/primitives/badge";
import { perMillionText } from "./per-million";
import type { PriceData } from "./price";
import type { PriceName } from "./price-values";

const MILLION = 1_000_000;

const TONES: Readonly<Record<PriceSource, Tone>> = {
  manual: "accent",
  litellm: "neutral",
  builtin: "neutral",
};

export function SourceBadge({ source }: { readonly source: PriceSource }) {
  const t = useTranslations("prices");
  return (
    <Badge tone={TONES[source]} title={t(`sourceHint.${source}`)}>
      {t(`source.${source}`)}
    </Badge>
  );
}

/** What a million tokens cost. */
export function PerMillion({ data, name }: { readonly data: PriceData; readonly name: PriceName }) {
  const format = useFormat();
  const price = data[name];
  if (price === null || price === undefined) return <span className="text-ink-faint">–</span>;
  // In full on hover: sums of money are rounded for reading.
  return <span title={`$${perMillionText(price)}`}>{format.usd(price * MILLION)}</span>;
}
