import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { getProviders } from "@/actions/providers/get-providers";
import { getUsageLogsBatch } from "@/actions/usage-logs/get-usage-logs-batch";
import { getUsers } from "@/actions/users/get-users";
import { dataOrThrow } from "@/app/data-or-throw";
import { currentCaller } from "@/app/visit";
import { filterInput, loadFilters } from "@/ui/features/logs/log-filters";
import { LogsPage } from "@/ui/features/logs/logs-page";
import { PAGE_SIZE } from "@/ui/features/logs/page-size";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("logs");
  return { title: t("title") };
}

export default async function Page({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const filters = await loadFilters(searchParams);
  const isAdmin = (await currentCaller())?.role === "admin";
  const [page, users, providers] = await Promise.all([
    getUsageLogsBatch({ ...filterInput(filters, Date.now()), limit: PAGE_SIZE }).then(dataOrThrow),
    getUsers({}).then(dataOrThrow),
    isAdmin ? getProviders({}).then(dataOrThrow) : [],
  ]);
  const choices = {
    users: isAdmin ? users.map(({ id, name }) => ({ value: id, label: name })) : [],
    keys: users.flatMap((user) =>
      user.keys.map(({ id, name }) => ({ value: id, label: name, hint: user.name })),
    ),
    providers: providers.map(({ id, name }) => ({ value: id, label: name })),
  };
  return <LogsPage choices={choices} first={{ filters, page }} />;
}
