"use client";
import { useTranslations } from "next-intl";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import { Explained } from "@/ui/patterns/explained";

const LISTED = 10;

/** Which models it serves, and which names it sends on as others. */
export function Models({ provider }: { readonly provider: ProviderDisplay }) {
  const t = useTranslations("providers");
  const { allowedModels, modelRedirects, providerType } = provider;
  const allowed = allowedModels ?? [];
  const redirects = (modelRedirects ?? []).map(([from, to]) => `${from} → ${to}`);
  const served = allowed.length > 0 ? t("models", { count: allowed.length }) : t(`implied.${providerType}`);
  return (
    <Explained
      explanation={
        <>
          <Names title={allowed.length > 0 ? t("explain.allowed") : t("explain.implied")} names={allowed} />
          {redirects.length > 0 && <Names title={t("explain.redirects")} names={redirects} />}
        </>
      }
    >
      {served}
      {redirects.length > 0 && (
        <span className="text-ink-faint"> · {t("redirects", { count: redirects.length })}</span>
      )}
    </Explained>
  );
}

function Names({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  const t = useTranslations("providers");
  const more = names.length - LISTED;
  return (
    <>
      <span className="block">{title}</span>
      {names.slice(0, LISTED).map((name) => (
        <span key={name} className="block truncate font-mono text-ink-soft">
          {name}
        </span>
      ))}
      {more > 0 && <span className="block text-ink-soft">{t("andMore", { count: more })}</span>}
    </>
  );
}
