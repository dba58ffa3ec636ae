"use client";
import { useWatch } from "react-hook-form";
import { Button } from "@/ui/primitives/button";
import { TextField } from "./provider-fields";
import { useProviderFields } from "./use-provider-fields";

/** The outbound proxy. A stored one stays unseen, as its address may hold a password: it is kept or replaced. */
export function ProxyField({ hasStored }: { readonly hasStored: boolean }) {
  const { t, control, setValue } = useProviderFields();
  const keeps = useWatch({ control, name: "keeps_proxy" });
  const decide = (isKept: boolean) => {
    setValue("keeps_proxy", isKept, { shouldDirty: true });
    setValue("proxy_url", "", { shouldDirty: true });
  };
  if (keeps) {
    return (
      <div className="flex items-center gap-3 rounded-md border bg-sunken px-3 py-2 sm:col-span-2">
        <p className="min-w-0 flex-1 text-sm text-ink-soft">{t("proxyStored")}</p>
        <Button size="sm" onClick={() => decide(false)}>
          {t("proxyChange")}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex items-start gap-2 sm:col-span-2">
      <TextField
        name="proxy_url"
        label={t("proxy")}
        hint={t(hasStored ? "proxyReplaceHint" : "proxyHint")}
        isCode
        placeholder="socks5://user:password@10.0.0.1:1080"
        className="flex-1"
      />
      {hasStored && (
        <Button className="mt-[1.6875rem]" onClick={() => decide(true)}>
          {t("proxyKeep")}
        </Button>
      )}
    </div>
  );
}
