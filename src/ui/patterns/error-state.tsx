"use client";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/ui/api/use-error-text";
import { Button } from "@/ui/primitives/button";

/** Says what could not be shown and offers another try. */
export function ErrorState({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const t = useTranslations("common");
  const errorText = useErrorText();
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-14 text-center">
      <CircleAlert aria-hidden className="mb-3 size-6 text-bad" strokeWidth={1.5} />
      <p className="font-medium">{t("couldNotLoad")}</p>
      <p className="mt-1 max-w-md text-sm text-ink-soft">{errorText(error)}</p>
      {onRetry && (
        <Button className="mt-4" onClick={onRetry}>
          {t("retry")}
        </Button>
      )}
    </div>
  );
}
