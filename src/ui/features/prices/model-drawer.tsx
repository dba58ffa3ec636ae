"use client";
import { Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorState } from "@/ui/patterns/error-state";
import { Button } from "@/ui/primitives/button";
import { Dialog } from "@/ui/primitives/dialog";
import { Skeleton } from "@/ui/primitives/skeleton";
import { DeletePriceDialog } from "./delete-price-dialog";
import type { PriceVersion } from "./price";
import { PriceHistory } from "./price-history";
import { usePriceHistory } from "./use-prices";

interface ModelDrawerProps {
  readonly modelName: string;
  readonly onEdit: () => void;
  readonly onClose: () => void;
}

/** What a model costs and has cost, by whose word. */
export function ModelDrawer({ modelName, onEdit, onClose }: ModelDrawerProps) {
  const t = useTranslations("prices");
  const { data, error, refetch } = usePriceHistory(modelName);
  return (
    <Dialog isOpen onOpenChange={onClose} placement="side" title={modelName} description={t("historyHint")}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <div aria-busy className="flex flex-col gap-3 p-5">
          <Skeleton className="w-1/2" />
          <Skeleton className="h-32" />
        </div>
      )}
      {data && <ModelPrice modelName={modelName} versions={data} onEdit={onEdit} />}
    </Dialog>
  );
}

interface ModelPriceProps {
  readonly modelName: string;
  readonly versions: readonly PriceVersion[];
  readonly onEdit: () => void;
}

function ModelPrice({ modelName, versions, onEdit }: ModelPriceProps) {
  const t = useTranslations("prices");
  const [isDeleting, setDeleting] = useState(false);
  const current = versions.filter(({ supersededAt }) => supersededAt === null);
  const isOwn = current.some(({ source }) => source === "manual");
  const hasTable = current.some(({ source }) => source !== "manual");
  if (versions.length === 0) return <p className="p-5 text-sm text-ink-soft">{t("unknownModel")}</p>;
  return (
    <div className="flex flex-col gap-5 p-5">
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={onEdit}>
          <Pencil aria-hidden />
          {t(isOwn ? "editOwn" : "setOwn")}
        </Button>
        {isOwn && (
          <Button variant="danger" onClick={() => setDeleting(true)}>
            <Trash2 aria-hidden />
            {t("deleteOwn")}
          </Button>
        )}
      </div>
      <PriceHistory versions={versions} />
      {isDeleting && (
        <DeletePriceDialog modelName={modelName} hasTable={hasTable} onClose={() => setDeleting(false)} />
      )}
    </div>
  );
}
