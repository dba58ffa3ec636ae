import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/ui/patterns/page-header";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard");
  return { title: t("title") };
}

export default async function Page() {
  const t = await getTranslations("dashboard");
  return <PageHeader title={t("title")} />;
}
