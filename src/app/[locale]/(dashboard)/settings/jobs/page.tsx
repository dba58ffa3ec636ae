import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getJobs } from "@/actions/jobs/get-jobs";
import { JobsPage } from "@/ui/features/jobs/jobs-page";
import { PageRefused } from "@/ui/patterns/page-refused";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("jobs");
  return { title: t("title") };
}

export default async function Page() {
  const [answer, t] = await Promise.all([getJobs({}), getTranslations("jobs")]);
  if (answer.ok) return <JobsPage jobs={answer.data} />;
  return <PageRefused title={t("title")} failure={answer} adminOnlyText={t("adminOnlyText")} />;
}
