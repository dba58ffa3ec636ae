"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/ui/primitives/button";

interface SaveBarProps {
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  /** The verb on the button. */
  readonly verb: string;
  readonly onCancel: () => void;
}

/** The end of a form, always in sight. */
export function SaveBar({ isDirty, isSaving, verb, onCancel }: SaveBarProps) {
  const t = useTranslations("common");
  return (
    <div className="sticky bottom-0 z-10 mt-auto flex items-center gap-2 border-t bg-raised px-5 py-3">
      <p aria-live="polite" className="mr-auto text-xs text-ink-faint">
        {isDirty && t("unsavedChanges")}
      </p>
      <Button onClick={onCancel}>{t("cancel")}</Button>
      <Button type="submit" variant="primary" isBusy={isSaving}>
        {verb}
      </Button>
    </div>
  );
}
