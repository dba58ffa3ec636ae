"use client";
import { Plug, Plus, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { getProviders } from "@/actions/providers/get-providers";
import type { ProviderDisplay } from "@/actions/providers/provider-display";
import type { ProviderWithStatistics } from "@/actions/providers/provider-with-statistics";
import { useServerData } from "@/ui/api/use-server-data";
import { EmptyState } from "@/ui/patterns/empty-state";
import { PageHeader } from "@/ui/patterns/page-header";
import { Button } from "@/ui/primitives/button";
import { Card } from "@/ui/primitives/card";
import { DeleteProviderDialog } from "./delete-provider-dialog";
import { drawShares } from "./draw-share";
import { OpenProvider } from "./open-provider";
import { ProviderCards } from "./provider-cards";
import type { ProviderCommands } from "./provider-commands";
import { allGroups, matches } from "./provider-filter";
import { ProviderTable } from "./provider-table";
import { ProviderToolbar } from "./provider-toolbar";
import { TestDialog } from "./test-dialog";
import { useEnabledProviders } from "./use-enabled-providers";
import { useOpenProvider } from "./use-open-provider";
import { useProviderFilter } from "./use-provider-filter";

/** Where requests go. */
export function ProvidersPage({ providers: first }: { readonly providers: ProviderWithStatistics[] }) {
  const t = useTranslations("providers");
  const common = useTranslations("common");
  const stored = useServerData<typeof getProviders>("providers/getProviders", first);
  const { providers, setEnabled } = useEnabledProviders(stored);
  const filters = useProviderFilter();
  const opened = useOpenProvider();
  const [tested, setTested] = useState<ProviderDisplay | null>(null);
  const [doomed, setDoomed] = useState<ProviderDisplay | null>(null);
  const commands: ProviderCommands = {
    edit: ({ id }) => opened.open(String(id)),
    test: setTested,
    setEnabled,
    askToDelete: setDoomed,
  };
  const groups = allGroups(providers);
  const shown = providers.filter((provider) => matches(provider, filters.filter));
  const list = { providers: shown, shares: drawShares(providers), commands };
  const add = () => opened.open("new");
  return (
    <>
      <PageHeader title={t("title")} hint={<span className="max-sm:hidden">{t("hint")}</span>}>
        {providers.length > 0 && (
          <Button variant="primary" onClick={add} aria-label={t("add")}>
            <Plus aria-hidden />
            <span className="max-sm:hidden">{t("add")}</span>
          </Button>
        )}
      </PageHeader>
      {providers.length === 0 ? (
        <Card>
          <EmptyState icon={Plug} title={t("empty")} text={t("emptyText")}>
            <Button variant="primary" onClick={add}>
              <Plus aria-hidden />
              {t("add")}
            </Button>
          </EmptyState>
        </Card>
      ) : (
        <ProviderToolbar {...filters} groups={groups} shown={shown.length} total={providers.length} />
      )}
      {shown.length > 0 ? (
        <>
          <ProviderTable {...list} />
          <ProviderCards {...list} />
        </>
      ) : (
        providers.length > 0 && (
          <Card>
            <EmptyState icon={SearchX} title={common("noMatches")} text={t("noMatchesText")}>
              <Button onClick={filters.clear}>{common("clearFilters")}</Button>
            </EmptyState>
          </Card>
        )
      )}
      <OpenProvider opened={opened} providers={providers} groups={groups} />
      {tested && <TestDialog provider={tested} onClose={() => setTested(null)} />}
      {doomed && <DeleteProviderDialog provider={doomed} onClose={() => setDoomed(null)} />}
    </>
  );
}
