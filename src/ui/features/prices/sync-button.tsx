"use client";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { syncLiteLLMPrices } from "@/actions/model-prices/sync-litellm-prices";
import { useAction } from "@/ui/api/use-action";
import { Button } from "@/ui/primitives/button";
import { Dialog } from "@/ui/primitives/dialog";
import { ImportLists } from "./import-lists";
import type { ImportResult } from "./price";
import { useReloadPrices } from "./use-prices";

/** Fetches the price table now, and tells what became of it. */
export function SyncButton() {
  const t = useTranslations("prices");
  const reload = useReloadPrices();
  const sync = useAction(syncLiteLLMPrices);
  const [result, setResult] = useState<ImportResult | null>(null);
  const run = async () => {
    const answer = await sync.run({});
    if (!answer) return;
    if (answer.data.notModified) toast.info(t("notModified"));
    else setResult(answer.data);
    await reload();
  };
  return (
    <>
      <Button isBusy={sync.isRunning} onClick={() => void run()} aria-label={t("sync")}>
        {!sync.isRunning && <RefreshCw aria-hidden />}
        <span className="max-sm:hidden">{t("sync")}</span>
      </Button>
      {result && (
        <Dialog isOpen onOpenChange={() => setResult(null)} title={t("synced")}>
          <div className="flex flex-col gap-4 p-5">
            <ImportLists result={result} />
            <Button className="self-end" onClick={() => setResult(null)}>
              {t("done")}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
