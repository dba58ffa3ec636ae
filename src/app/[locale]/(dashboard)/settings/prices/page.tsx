import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { getModelPricesPaginated } from "@/actions/model-prices/get-model-prices-paginated";
import { filterInput, loadFilter } from "@/ui/features/prices/price-filter";
import { PricesPage } from "@/ui/features/prices/prices-page";
import { PageRefused } from "@/ui/patterns/page-refused";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("prices");
  return { title: t("title") };
}

export default async function Page({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const filter = await loadFilter(searchParams);
  const [answer, t] = await Promise.all([
    getModelPricesPaginated(filterInput(filter)),
    getTranslations("prices"),
  ]);
  if (answer.ok) return <PricesPage first={{ filter, page: answer.data }} />;
  return <PageRefused title={t("title")} failure={answer} adminOnlyText={t("adminOnlyText")} />;
}
