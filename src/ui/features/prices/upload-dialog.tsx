"use client";
import { FileJson } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { uploadPriceTable } from "@/actions/model-prices/upload-price-table";
import { MAX_PRICE_TABLE_BYTES } from "@/domain/pricing/price-table";
import { readAction } from "@/ui/api/action-client";
import { useErrorText } from "@/ui/api/use-error-text";
import { Button } from "@/ui/primitives/button";
import { cn } from "@/ui/primitives/cn";
import { Dialog } from "@/ui/primitives/dialog";
import { ImportLists } from "./import-lists";
import type { ImportResult } from "./price";
import { useReloadPrices } from "./use-prices";

interface UploadDialogProps {
  readonly onClose: () => void;
}

/** Imports a price table from a file, and tells what became of it. */
export function UploadDialog({ onClose }: UploadDialogProps) {
  const t = useTranslations("prices");
  const upload = useUpload();
  return (
    <Dialog
      isOpen
      onOpenChange={() => upload.isBusy || onClose()}
      isSticky={upload.isBusy}
      title={t("upload")}
      description={t("uploadHint")}
    >
      <div className="flex flex-col gap-4 p-5">
        {upload.result ? (
          <ImportLists result={upload.result} />
        ) : (
          <FileBox file={upload.file} onChoose={upload.choose} />
        )}
        {upload.problem && (
          <p role="alert" className="text-sm text-bad">
            {upload.problem}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button disabled={upload.isBusy} onClick={onClose}>
            {t(upload.result ? "done" : "cancel")}
          </Button>
          {!upload.result && (
            <Button
              variant="primary"
              disabled={upload.file === null}
              isBusy={upload.isBusy}
              onClick={() => void upload.send()}
            >
              {t("uploadVerb")}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

interface FileBoxProps {
  readonly file: File | null;
  readonly onChoose: (file: File) => void;
}

/** Where a file is chosen, or dropped. */
function FileBox({ file, onChoose }: FileBoxProps) {
  const t = useTranslations("prices");
  const [isOver, setOver] = useState(false);
  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [dropped] = event.dataTransfer.files;
        if (dropped) onChoose(dropped);
      }}
      className={cn(
        "flex cursor-pointer flex-col items-center gap-2 rounded-md border border-dashed border-line-strong px-4 py-8 text-center text-sm hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent",
        isOver && "border-accent bg-accent-wash",
      )}
    >
      <FileJson aria-hidden className="size-6 text-ink-faint" strokeWidth={1.5} />
      <span className="max-w-full font-medium break-words">{file ? file.name : t("chooseFile")}</span>
      <span className="text-xs text-ink-faint">{t("fileHint")}</span>
      <input
        type="file"
        accept=".json,application/json"
        aria-label={t("chooseFile")}
        className="sr-only"
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen) onChoose(chosen);
        }}
      />
    </label>
  );
}

/** A file on its way to the server; one that is refused stays chosen. */
function useUpload() {
  const t = useTranslations("prices");
  const errorText = useErrorText();
  const reload = useReloadPrices();
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [result, setResult] = useState<ImportResult | null>(null);
  const [isBusy, setBusy] = useState(false);
  const choose = (chosen: File) => {
    setFile(chosen);
    setProblem(chosen.size > MAX_PRICE_TABLE_BYTES ? t("tooLarge") : null);
  };
  const send = async () => {
    if (!file || file.size > MAX_PRICE_TABLE_BYTES) return;
    setBusy(true);
    setProblem(null);
    try {
      const jsonContent = await file.text();
      // By its REST face: what server functions take is smaller than a price table.
      setResult(await readAction<typeof uploadPriceTable>("model-prices/uploadPriceTable", { jsonContent }));
      await reload();
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return { file, problem, result, isBusy, choose, send };
}
