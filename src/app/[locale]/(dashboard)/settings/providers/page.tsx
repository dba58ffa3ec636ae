import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getProviders } from "@/actions/providers/get-providers";
import { ProvidersPage } from "@/ui/features/providers/providers-page";
import { PageRefused } from "@/ui/patterns/page-refused";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("providers");
  return { title: t("title") };
}

export default async function Page() {
  const [answer, t] = await Promise.all([getProviders({}), getTranslations("providers")]);
  if (answer.ok) return <ProvidersPage providers={answer.data} />;
  return <PageRefused title={t("title")} failure={answer} adminOnlyText={t("adminOnlyText")} />;
}
