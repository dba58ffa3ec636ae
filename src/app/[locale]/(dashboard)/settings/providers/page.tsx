import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getProviders } from "@/actions/providers/get-providers";
import { ProvidersPage } from "@/ui/features/providers/providers-page";
import { ProvidersRefused } from "@/ui/features/providers/providers-refused";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("providers");
  return { title: t("title") };
}

export default async function Page() {
  const answer = await getProviders({});
  return answer.ok ? <ProvidersPage providers={answer.data} /> : <ProvidersRefused failure={answer} />;
}
