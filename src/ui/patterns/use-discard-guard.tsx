"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { ConfirmDialog } from "./confirm-dialog";

interface DiscardGuard {
  /** Call in place of closing: closes at once when nothing would be lost, else asks. */
  readonly requestClose: () => void;
  /** The question; put it beside the form. */
  readonly question: ReactNode;
}

/** Keeps unsaved changes of a form from being lost by a click beside it or by closing the tab. */
export function useDiscardGuard(isDirty: boolean, close: () => void): DiscardGuard {
  const t = useTranslations("common");
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);
  const question = (
    <ConfirmDialog
      isOpen={isAsking}
      onOpenChange={setAsking}
      title={t("discardTitle")}
      description={t("discardText")}
      verb={t("discard")}
      onConfirm={async () => {
        close();
        return true;
      }}
    />
  );
  return { requestClose: () => (isDirty ? setAsking(true) : close()), question };
}
