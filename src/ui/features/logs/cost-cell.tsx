"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/ui/format/use-format";
import { Skeleton } from "@/ui/primitives/skeleton";
import { Tooltip } from "@/ui/primitives/tooltip";
import { CostSum } from "./cost-sum";
import type { Log } from "./log";
import { useLogDetails } from "./use-log-details";

/** The cost of a request; its sum stands behind it. */
export function CostCell({ log }: { readonly log: Log }) {
  const t = useTranslations("logs");
  const format = useFormat();
  if (log.unpriced) {
    return (
      <Tooltip content={t("unpricedHint")}>
        <span className="text-warn">{t("unpriced")}</span>
      </Tooltip>
    );
  }
  if (log.costUsd === null) return <span className="text-ink-faint">–</span>;
  return (
    <Tooltip content={<FetchedSum id={log.id} />}>
      <span>{format.usd(log.costUsd)}</span>
    </Tooltip>
  );
}

/** Mounted, and so fetched, only while the tooltip is open. */
function FetchedSum({ id }: { readonly id: string }) {
  const { data } = useLogDetails(id);
  if (!data) return <Skeleton className="my-2 h-12 w-48" />;
  return <CostSum charges={data.charges} />;
}
