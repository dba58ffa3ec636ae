"use client";
import { CircleDollarSign } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/ui/patterns/empty-state";
import { ErrorState } from "@/ui/patterns/error-state";
import { Pager } from "@/ui/patterns/pager";
import { Button } from "@/ui/primitives/button";
import { Card } from "@/ui/primitives/card";
import { Skeleton } from "@/ui/primitives/skeleton";
import { PriceCards } from "./price-cards";
import type { PriceFilter } from "./price-filter";
import { PriceTable } from "./price-table";
import type { usePrices } from "./use-prices";

interface PriceListProps {
  readonly prices: ReturnType<typeof usePrices>;
  readonly filter: PriceFilter;
  readonly onFilter: (changes: Partial<PriceFilter> | null) => void;
  readonly onOpen: (modelName: string) => void;
}

/** A page of prices, or why there is none. */
export function PriceList({ prices, filter, onFilter, onOpen }: PriceListProps) {
  const t = useTranslations("prices");
  const common = useTranslations("common");
  const { data, error, refetch, isPlaceholderData } = prices;
  if (error && !data) {
    return (
      <Card>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  if (!data) {
    return (
      <Card aria-busy className="flex flex-col gap-4 p-4">
        <Skeleton className="w-2/3" />
        <Skeleton className="w-1/2" />
        <Skeleton className="w-3/5" />
      </Card>
    );
  }
  if (data.data.length === 0) {
    const isNarrowed = filter.q !== "" || filter.source !== null || filter.page > 1;
    return (
      <Card>
        <EmptyState
          icon={CircleDollarSign}
          title={isNarrowed ? common("noMatches") : t("empty")}
          text={t(isNarrowed ? "noMatchesText" : "emptyText")}
        >
          {isNarrowed && <Button onClick={() => onFilter(null)}>{common("clearFilters")}</Button>}
        </EmptyState>
      </Card>
    );
  }
  const list = { prices: data.data, onOpen };
  return (
    <Card aria-busy={isPlaceholderData} className="overflow-hidden">
      <div className="max-md:hidden">
        <PriceTable {...list} />
      </div>
      <div className="md:hidden">
        <PriceCards {...list} />
      </div>
      <Pager
        page={data.page}
        pageSize={data.pageSize}
        total={data.total}
        onChange={(page) => onFilter({ page })}
      />
    </Card>
  );
}
