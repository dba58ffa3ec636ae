"use client";
import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { NOTIFICATION_TYPES } from "@/domain/notification/notification-type";
import { EmptyState } from "@/ui/patterns/empty-state";
import { ErrorState } from "@/ui/patterns/error-state";
import { OptionChip } from "@/ui/patterns/option-chip";
import { Button } from "@/ui/primitives/button";
import { Card, CardHeader } from "@/ui/primitives/card";
import { Skeleton } from "@/ui/primitives/skeleton";
import { DeliveryRow } from "./delivery-row";
import type { Target } from "./notifications";
import { useDeliveries, useDeliveryFilter } from "./use-deliveries";

/** What was told to whom, and what could not be. */
export function DeliveryHistory({ targets }: { readonly targets: readonly Target[] }) {
  const t = useTranslations("notifications");
  const [filter, setFilter] = useDeliveryFilter();
  return (
    <Card>
      <CardHeader title={t("history")} hint={<span className="max-sm:hidden">{t("historyHint")}</span>}>
        <OptionChip
          label={t("kindFilter")}
          value={filter.type}
          options={NOTIFICATION_TYPES.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={(type) => void setFilter({ type })}
        />
        <OptionChip
          label={t("targetFilter")}
          value={filter.targetId}
          options={targets.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(targetId) => void setFilter({ targetId })}
        />
      </CardHeader>
      <Deliveries targets={targets} />
    </Card>
  );
}

function Deliveries({ targets }: { readonly targets: readonly Target[] }) {
  const t = useTranslations("notifications");
  const common = useTranslations("common");
  const [filter, setFilter] = useDeliveryFilter();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeliveries(filter);
  const deliveries = data?.pages.flatMap((page) => page.deliveries) ?? [];
  const isFiltered = filter.type !== null || filter.targetId !== null;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <div aria-busy className="flex flex-col gap-3 p-4">
        <Skeleton className="w-2/3" />
        <Skeleton className="w-1/2" />
      </div>
    );
  }
  if (deliveries.length === 0) {
    return (
      <EmptyState
        icon={History}
        title={isFiltered ? common("noMatches") : t("noHistory")}
        text={t(isFiltered ? "noHistoryMatch" : "noHistoryText")}
      >
        {isFiltered && <Button onClick={() => void setFilter(null)}>{common("clearFilters")}</Button>}
      </EmptyState>
    );
  }
  const names = new Map(targets.map(({ id, name }) => [id, name]));
  return (
    <>
      <ul aria-label={t("history")} className="divide-y">
        {deliveries.map((delivery) => (
          <DeliveryRow
            key={delivery.id}
            delivery={delivery}
            targetName={names.get(delivery.targetId) ?? `#${delivery.targetId}`}
          />
        ))}
      </ul>
      {hasNextPage && (
        <div className="border-t p-2 text-center">
          <Button variant="ghost" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {common("loadMore")}
          </Button>
        </div>
      )}
    </>
  );
}
