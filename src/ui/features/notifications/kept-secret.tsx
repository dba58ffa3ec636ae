"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/ui/primitives/button";

interface KeptSecretProps {
  /** What is stored, as it may be shown. */
  readonly text: string;
  readonly onChange: () => void;
}

/** Something stored that is never shown: it stays, or something else is typed in its place. */
export function KeptSecret({ text, onChange }: KeptSecretProps) {
  const t = useTranslations("notifications");
  return (
    <div className="flex items-center gap-3 rounded-md border bg-sunken px-3 py-2 sm:col-span-2">
      <p className="min-w-0 flex-1 truncate text-sm text-ink-soft">{text}</p>
      <Button size="sm" onClick={onChange}>
        {t("changeOrRemove")}
      </Button>
    </div>
  );
}
