"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/ui/primitives/button";

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const t = useTranslations("common");
  return (
    <div role="alert" className="mx-auto max-w-sm py-20">
      <h1 className="text-xl font-semibold tracking-tight">{t("brokenPage")}</h1>
      <p className="mt-1 mb-6 text-sm text-ink-soft">
        {t("brokenPageText", { digest: error.digest ?? "–" })}
      </p>
      <Button onClick={reset}>{t("retry")}</Button>
    </div>
  );
}
