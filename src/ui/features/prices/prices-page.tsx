"use client";
import { Plus, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { PageHeader } from "@/ui/patterns/page-header";
import { useSettled } from "@/ui/patterns/use-settled";
import { Button } from "@/ui/primitives/button";
import { ModelDrawer } from "./model-drawer";
import { PriceDialog } from "./price-dialog";
import { filterParsers } from "./price-filter";
import { PriceList } from "./price-list";
import { PriceToolbar } from "./price-toolbar";
import { SyncButton } from "./sync-button";
import { UploadDialog } from "./upload-dialog";
import { useEditedModel, useIsAdding, useOpenModel } from "./use-opened";
import { type FirstPrices, usePrices } from "./use-prices";

const SETTLE_MS = 250;

/** What models cost. */
export function PricesPage({ first }: { readonly first: FirstPrices }) {
  const t = useTranslations("prices");
  const [filter, setFilter] = useQueryStates(filterParsers);
  const prices = usePrices({ ...filter, q: useSettled(filter.q, SETTLE_MS) }, first);
  const [openModel, setOpenModel] = useOpenModel();
  const [editedModel, setEditedModel] = useEditedModel();
  const [isAdding, setAdding] = useIsAdding();
  const [isUploading, setUploading] = useState(false);
  const edit = (modelName: string) => {
    void setOpenModel(null, { history: "replace" });
    void setEditedModel(modelName);
  };
  return (
    <>
      <PageHeader title={t("title")} hint={<span className="max-sm:hidden">{t("hint")}</span>}>
        <SyncButton />
        <Button onClick={() => setUploading(true)} aria-label={t("upload")}>
          <Upload aria-hidden />
          <span className="max-sm:hidden">{t("upload")}</span>
        </Button>
        <Button variant="primary" onClick={() => void setAdding(true)} aria-label={t("add")}>
          <Plus aria-hidden />
          <span className="max-sm:hidden">{t("add")}</span>
        </Button>
      </PageHeader>
      <PriceToolbar filter={filter} onFilter={(changes) => void setFilter(changes)} />
      <PriceList
        prices={prices}
        filter={filter}
        onFilter={(changes) => void setFilter(changes)}
        onOpen={(modelName) => void setOpenModel(modelName)}
      />
      {openModel && (
        <ModelDrawer
          modelName={openModel}
          onEdit={() => edit(openModel)}
          onClose={() => void setOpenModel(null, { history: "replace" })}
        />
      )}
      {isAdding && <PriceDialog modelName={null} onClose={() => setAdding(null, { history: "replace" })} />}
      {editedModel && (
        <PriceDialog
          key={editedModel}
          modelName={editedModel}
          onClose={() => setEditedModel(null, { history: "replace" })}
        />
      )}
      {isUploading && <UploadDialog onClose={() => setUploading(false)} />}
    </>
  );
}
